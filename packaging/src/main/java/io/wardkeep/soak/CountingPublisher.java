package io.wardkeep.soak;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * A device that remembers every PUBACK. Message {@code n} carries the id {@code n} and a time of its own, so that each
 * of its values can be found again. What was not acknowledged before the connection broke is sent again, as a device
 * does.
 */
final class CountingPublisher implements AutoCloseable {

    /** Metrics that no other simulated device sends: four temperatures by site. */
    static final Set<Integer> CODES = Set.of(188420, 188424, 188496, 150392);

    private static final int IN_FLIGHT_MAX = 400;

    /** After this long without an acknowledgement the connection is given up, whatever the client thinks of it. */
    private static final long SILENCE_NANOS_MAX = 5_000_000_000L;

    /** The client takes zero for "wait until the keep-alive says that nobody is there", which is a minute. */
    private static final long GOODBYE_MILLIS = 200;

    private final String address;
    private final String device;
    private final long epochMillis;
    private final NavigableMap<Long, byte[]> unacknowledged = new ConcurrentSkipListMap<>();
    private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
    private volatile boolean broken = true;
    private MqttAsyncClient client;
    private volatile long heardNanos;
    private final AtomicInteger connection = new AtomicInteger();
    private long next = 1;

    CountingPublisher(String address, String device, long epochMillis) throws MqttException {
        this.address = address;
        this.device = device;
        this.epochMillis = epochMillis;
        this.client = new MqttAsyncClient(address, device, new MemoryPersistence());
    }

    /** The times of all messages that were acknowledged. */
    Set<Long> acknowledgedTimes() {
        Set<Long> times = new TreeSet<>();
        acknowledged.forEach(id -> times.add(epochMillis + id));
        return times;
    }

    /** How many messages wait for their acknowledgement. */
    int unacknowledged() {
        return unacknowledged.size();
    }

    /** Sends up to {@code count} new messages, after reconnecting and sending again where that is needed. */
    void publish(int count) {
        boolean silent = !unacknowledged.isEmpty() && System.nanoTime() - heardNanos > SILENCE_NANOS_MAX;
        if ((broken || silent) && !reconnect()) {
            return;
        }
        for (int index = 0; index < count && unacknowledged.size() < IN_FLIGHT_MAX; index++) {
            long id = next++;
            byte[] payload = payload(id);
            unacknowledged.put(id, payload);
            if (!send(id, payload)) {
                return;
            }
        }
    }

    private boolean reconnect() {
        try {
            client.disconnectForcibly(0, GOODBYE_MILLIS, false);
            client.close(true);
        } catch (MqttException notConnected) {
            broken = true;
        }
        try {
            client = new MqttAsyncClient(address, device, new MemoryPersistence());
            MqttConnectOptions options = new MqttConnectOptions();
            options.setCleanSession(true);
            options.setMaxInflight(IN_FLIGHT_MAX * 2);
            options.setConnectionTimeout(2);
            client.connect(options).waitForCompletion(2_000);
            connection.incrementAndGet();
            heardNanos = System.nanoTime();
            broken = false;
            for (var message : unacknowledged.entrySet()) {
                if (!send(message.getKey(), message.getValue())) {
                    return false;
                }
            }
            return true;
        } catch (MqttException notThereYet) {
            broken = true;
            return false;
        }
    }

    private boolean send(long id, byte[] payload) {
        try {
            client.publish("wardkeep/v1/devices/" + device + "/observations", payload, 1, false, null, listener(id));
            return true;
        } catch (MqttException disconnected) {
            broken = true;
            return false;
        }
    }

    private IMqttActionListener listener(long id) {
        int mine = connection.get();
        return new IMqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                heardNanos = System.nanoTime();
                acknowledged.add(id);
                unacknowledged.remove(id);
            }

            @Override
            public void onFailure(IMqttToken token, Throwable failure) {
                // What an earlier connection still has to say is not about this one.
                if (mine == connection.get()) {
                    broken = true;
                }
            }
        };
    }

    private byte[] payload(long id) {
        StringBuilder values = new StringBuilder();
        for (int code : CODES) {
            values.append(values.isEmpty() ? "" : ",")
                    .append("{\"code\":")
                    .append(code)
                    .append(",\"value\":36.")
                    .append(id % 10)
                    .append(",\"unit\":\"Cel\"}");
        }
        return ("{\"id\":" + id + ",\"t\":\"" + Instant.ofEpochMilli(epochMillis + id) + "\",\"values\":[" + values
                        + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnectForcibly(0, GOODBYE_MILLIS);
        }
        client.close(true);
    }
}
