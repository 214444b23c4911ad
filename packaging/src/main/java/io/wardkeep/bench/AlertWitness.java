package io.wardkeep.bench;

import io.wardkeep.demo.PageClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has one bed after the other desaturate, by a message of its monitor, and watches a page's event stream for the alert:
 * from the publishing of the message until the page's line with the alert is read.
 */
final class AlertWitness implements AutoCloseable {

    private static final int SATURATION = 150456;
    private static final String DATA = "data:";
    private static final long CONNECT_MILLIS = 5_000;

    /** The client takes zero for a minute. */
    private static final long GOODBYE_MILLIS = 200;

    private final String ward;
    private final int mqtt;
    private final Deque<MqttAsyncClient> monitors = new ArrayDeque<>();
    private final CompletableFuture<Void> stream;
    private final Map<String, Long> published = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Long> tookNanos = new ConcurrentHashMap<>();
    private final JsonMapper json = JsonMapper.shared();

    /**
     * Begins to watch.
     *
     * @param ward of the beds
     * @param mqtt where the ward's monitors publish
     * @param page whose event stream is read, logged in
     */
    AlertWitness(String ward, int mqtt, PageClient page) {
        this.ward = ward;
        this.mqtt = mqtt;
        stream = page.follow("api/v1/stream", new Lines());
    }

    /** The monitor of this bed, the next one, is switched on and measures a saturation far below the limit. */
    void desaturate(int bed) throws MqttException {
        MqttAsyncClient monitor =
                new MqttAsyncClient("tcp://127.0.0.1:" + mqtt, WardHistory.device(bed), new MemoryPersistence());
        monitors.push(monitor);
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(true);
        monitor.connect(options).waitForCompletion(CONNECT_MILLIS);
        byte[] message = "{\"values\":[{\"code\":\"MDC_PULS_OXIM_SAT_O2\",\"value\":71,\"unit\":\"%\"}]}"
                .getBytes(StandardCharsets.UTF_8);
        published.put(WardHistory.bed(ward, bed), System.nanoTime());
        monitor.publish("wardkeep/v1/devices/" + WardHistory.device(bed) + "/observations", message, 1, false);
    }

    /** How many beds have desaturated. */
    int raised() {
        return published.size();
    }

    /** How long each alert that has been seen took, in milliseconds, in the order raised. */
    List<Double> tookMillis() {
        return IntStream.range(0, raised())
                .mapToObj(bed -> tookNanos.get(WardHistory.bed(ward, bed)))
                .filter(Objects::nonNull)
                .map(nanos -> nanos / 1e6)
                .toList();
    }

    @Override
    public void close() throws IOException {
        stream.cancel(true);
        try {
            for (MqttAsyncClient monitor : monitors) {
                monitor.disconnectForcibly(0, GOODBYE_MILLIS, false);
                monitor.close(true);
            }
        } catch (MqttException left) {
            throw new IOException("a monitor's connection does not close", left);
        }
    }

    private void read(String line) {
        long now = System.nanoTime();
        if (!line.startsWith(DATA)) {
            return;
        }
        JsonNode event = json.readTree(line.substring(DATA.length()));
        if (event.path("alerts").isArray()) {
            event.get("alerts").forEach(alert -> see(alert, now));
        }
    }

    private void see(JsonNode alert, long now) {
        String bed = alert.path("bed").asString("");
        Long since = published.get(bed);
        if (since != null && alert.path("code").asInt(0) == SATURATION) {
            tookNanos.putIfAbsent(bed, now - since);
        }
    }

    /** The page's lines, as many as come. */
    private final class Lines implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            read(line);
        }

        @Override
        public void onError(Throwable failure) {
            // The future that the stream was asked for with tells.
        }

        @Override
        public void onComplete() {
            // The page has ended: what was not seen by now is reported as not seen.
        }
    }
}
