package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.configuration.ConfigException;
import io.wardkeep.gateway.journal.AcknowledgePolicy;
import io.wardkeep.gateway.journal.CommitPace;
import io.wardkeep.password.PasswordHash;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** A whole gateway in this process: real MQTT, real SQLite, real HTTP. */
@Timeout(120)
class GatewayIT {

    private static final String TOPIC = "wardkeep/v1/devices/monitor-12/observations";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final ObjectMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void anAlertIsRaisedAcknowledgedAndOutlivesARestart() throws Exception {
        Gateway gateway = start();
        String episode;
        Map<String, String> retained = new ConcurrentHashMap<>();
        try (Closing<MqttClient> device = connect(gateway)) {
            device.client()
                    .subscribe(
                            "wardkeep/v1/alerts/#",
                            1,
                            (topic, message) ->
                                    retained.put(topic, new String(message.getPayload(), StandardCharsets.UTF_8)));
            publish(device.client(), 97);
            publish(device.client(), 82);
            JsonNode alert = eventually(() -> limitAlert(gateway), found -> !found.isMissingNode());
            episode = alert.path("episode").asString();
            assertThat(alert.path("text").asString()).isEqualTo("SpO₂ 82 < 90");
            assertThat(alert.path("marker").asString()).isEqualTo("***");
            assertThat(alert.path("state").asString()).isEqualTo("ACTIVE_UNACK");
            String topic = "wardkeep/v1/alerts/7A-12/" + episode;
            eventually(() -> retained.getOrDefault(topic, ""), payload -> payload.contains("SpO₂ 82 < 90"));
            JsonNode bed = eventually(
                    () -> get(gateway, "/api/v1/beds").path("beds").path(0),
                    tile -> !tile.path("alert").isNull());
            assertThat(bed.path("vitals").path(0).path("value").asString()).isEqualTo("82");

            String cookie = login(gateway);
            assertThat(post(gateway, "/api/v1/alerts/" + episode + "/acknowledge", "{\"epoch\":7}", cookie)
                            .statusCode())
                    .isEqualTo(409);
            assertThat(post(gateway, "/api/v1/alerts/" + episode + "/acknowledge", "{\"epoch\":1}", cookie)
                            .statusCode())
                    .isEqualTo(200);
            JsonNode seen = eventually(
                    () -> limitAlert(gateway),
                    found -> found.path("state").asString().equals("ACTIVE_ACK"));
            assertThat(seen.path("acknowledged").path("by").asString()).isEqualTo("J. Lindqvist");
            eventually(() -> retained.getOrDefault(topic, ""), payload -> payload.contains("ACTIVE_ACK"));
        }
        gateway.stop();

        Gateway again = start();
        JsonNode alert = eventually(() -> limitAlert(again), found -> !found.isMissingNode());
        assertThat(alert.path("episode").asString()).isEqualTo(episode);
        assertThat(alert.path("state").asString())
                .as("nobody watched meanwhile")
                .isEqualTo("ACTIVE_UNACK");
        try (Closing<MqttClient> device = connect(again)) {
            publish(device.client(), 97);
            eventually(
                    () -> {
                        publish(device.client(), 97);
                        return limitAlert(again);
                    },
                    JsonNode::isMissingNode);
        }
        JsonNode totals = get(again, "/api/v1/completeness").path("totals");
        assertThat(totals.path("data").asLong()).isPositive();
        assertThat(totals.path("missing").asLong()).isZero();
        assertThat(totals.path("lost").asLong()).isZero();
        again.stop();
    }

    @Test
    void whatADeviceSaysWrongIsCountedAndNeverShown() throws Exception {
        Gateway gateway = start();
        try (Closing<MqttClient> device = connect(gateway)) {
            device.client().publish(TOPIC, "this is no JSON".getBytes(StandardCharsets.UTF_8), 1, false);
            device.client().publish(TOPIC, bytes(150456, "97", "kPa"), 1, false);
            device.client().publish(TOPIC, bytes(150456, "4711", "%"), 1, false);
            device.client().publish(TOPIC, bytes(1, "1", "%"), 1, false);
            String metrics =
                    eventually(() -> body(gateway, "/metrics"), text -> text.contains("reason=\"unknown-code\""));
            assertThat(metrics)
                    .contains("wardkeep_frames_malformed_total{port=\"monitor-12\",reason=\"wrong-unit\"} 1.0")
                    .contains("wardkeep_alert_decision_seconds_count");
        }
        JsonNode bed = get(gateway, "/api/v1/beds").path("beds").path(0);
        for (JsonNode vital : bed.path("vitals")) {
            assertThat(vital.path("value").isNull()).isTrue();
        }
        gateway.stop();
    }

    @Test
    void limitsThatAPersonSetsHoldAfterARestart() throws Exception {
        Gateway gateway = start();
        String cookie = login(gateway);
        HttpResponse<String> set = send(
                gateway,
                "PUT",
                "/api/v1/beds/7A-12/limits",
                "{\"code\":150456,\"low\":\"85\",\"high\":null,\"seen\":[]}",
                cookie);
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        HttpResponse<String> blind = send(
                gateway,
                "PUT",
                "/api/v1/beds/7A-12/limits",
                "{\"code\":150456,\"low\":\"80\",\"high\":null,\"seen\":[]}",
                cookie);
        assertThat(blind.statusCode()).isEqualTo(409);
        gateway.stop();

        Gateway again = start();
        try (Closing<MqttClient> device = connect(again)) {
            publish(device.client(), 87);
            eventually(
                    () -> get(again, "/api/v1/beds").path("beds").path(0).path("vitals"), vitals -> !vitals.isEmpty());
            assertThat(limitAlert(again).isMissingNode()).isTrue();
            publish(device.client(), 84);
            JsonNode alert = eventually(() -> limitAlert(again), found -> !found.isMissingNode());
            assertThat(alert.path("text").asString()).isEqualTo("SpO₂ 84 < 85");
        }
        again.stop();
    }

    @Test
    void theSerialLibraryIsTakenFromTheStateDirectory() throws Exception {
        Path state = directory.resolve("state");
        Files.writeString(directory.resolve("gateway.yaml"), """
                gateway: {site: 7a-box-1, ward: 7A}
                state: {directory: %s, retain: 1d, reserve: 0MiB}
                ports:
                  - {driver: nonin-df8, serial: {path: %s}}
                page: {listen: "127.0.0.1:0"}
                """.formatted(state, directory.resolve("no-line")));
        Gateway gateway = start();
        assertThat(state.resolve("libjSerialComm.so")).isNotEmptyFile();
        gateway.stop();
    }

    private Gateway start() throws IOException, ConfigException {
        Path file = directory.resolve("gateway.yaml");
        if (!Files.exists(file)) {
            String hash =
                    PasswordHash.create("4711".toCharArray(), new Random(1)).phc();
            Files.writeString(file, """
                    gateway: {site: 7a-box-1, ward: 7A}
                    state: {directory: %s, retain: 1d, reserve: 0MiB}
                    mqtt:
                      listen: 127.0.0.1:0
                      devices: {monitor-12: {bed: 7A-12}}
                    page: {listen: "127.0.0.1:0"}
                    staff:
                      - {user: jl, name: J. Lindqvist, role: nurse, pin: "%s"}
                    """.formatted(directory.resolve("state"), hash));
        }
        return Gateway.start(
                GatewayConfig.read(file),
                new GatewayClock(System::nanoTime, System::currentTimeMillis),
                CommitPace.UNBRAKED,
                AcknowledgePolicy.AFTER_COMMIT);
    }

    /** Paho's client closes in two steps. */
    private record Closing<C extends MqttClient>(C client) implements AutoCloseable {
        @Override
        public void close() throws MqttException {
            if (client.isConnected()) {
                client.disconnect();
            }
            client.close();
        }
    }

    private static Closing<MqttClient> connect(Gateway gateway) throws MqttException {
        MqttClient client = new MqttClient(
                "tcp://127.0.0.1:" + gateway.mqttPort().orElseThrow(), "monitor-12", new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(true);
        client.connect(options);
        return new Closing<>(client);
    }

    private static void publish(MqttClient client, int spo2) throws MqttException {
        client.publish(TOPIC, bytes(150456, Integer.toString(spo2), "%"), 1, false);
    }

    private static byte[] bytes(int code, String value, String unit) {
        return ("{\"values\":[{\"code\":" + code + ",\"value\":" + value + ",\"unit\":\"" + unit + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode limitAlert(Gateway gateway) throws IOException, InterruptedException {
        for (JsonNode alert : get(gateway, "/api/v1/alerts").path("alerts")) {
            if (alert.path("kind").asString().equals("LIMIT_LOW")) {
                return alert;
            }
        }
        return json.missingNode();
    }

    private String login(Gateway gateway) throws IOException, InterruptedException {
        HttpResponse<String> session = post(gateway, "/api/v1/session", "{\"user\":\"jl\",\"pin\":\"4711\"}", "");
        assertThat(session.statusCode()).as(session.body()).isEqualTo(200);
        return session.headers().firstValue("set-cookie").orElseThrow().split(";", -1)[0];
    }

    private JsonNode get(Gateway gateway, String path) throws IOException, InterruptedException {
        return json.readTree(body(gateway, path));
    }

    private String body(Gateway gateway, String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(HttpRequest.newBuilder(uri(gateway, path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private HttpResponse<String> post(Gateway gateway, String path, String body, String cookie)
            throws IOException, InterruptedException {
        return send(gateway, "POST", path, body, cookie);
    }

    private HttpResponse<String> send(Gateway gateway, String method, String path, String body, String cookie)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(gateway, path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("content-type", "application/json");
        if (!cookie.isEmpty()) {
            request.header("cookie", cookie);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(Gateway gateway, String path) {
        return URI.create("http://127.0.0.1:" + gateway.pagePort() + path);
    }

    private static <T> T eventually(Callable<T> question, Predicate<T> wanted) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        T answer = question.call();
        while (!wanted.test(answer)) {
            assertThat(System.nanoTime()).as("still " + answer).isLessThan(until);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            answer = question.call();
        }
        return answer;
    }
}
