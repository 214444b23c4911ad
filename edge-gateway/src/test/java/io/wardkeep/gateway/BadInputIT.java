package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.gateway.health.Finding;
import io.wardkeep.gateway.health.MetricsText;
import io.wardkeep.gateway.journal.AcknowledgePolicy;
import io.wardkeep.gateway.journal.CommitPace;
import io.wardkeep.simulator.PseudoTerminalWire;
import io.wardkeep.simulator.TcpWire;
import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.masimo.MasimoDevice;
import io.wardkeep.simulator.nonin.NoninPacketDevice;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.view.PortsView;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running gateway and all that may come to it of no use. Goal: each is counted by device and reason, named by doctor,
 * never a value on a tile, and the other devices are untouched. Fault model: lines that garble, devices and clients
 * that speak nonsense; a port that is not there.
 */
class BadInputIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] CONNECT = {0x10, 15, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 3, 'b', 'a', 'd'};
    private static final String TOPIC = "wardkeep/v1/devices/monitor-12/observations";

    private final ObjectMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Patient patient = new RecordedPatient(Recording.bundledNumerics("03"), Recording.bundledSignals(), 0);
    private final Path config;
    private final PseudoTerminalWire serial;
    private final TcpWire tcp = new TcpWire(0);
    private Gateway gateway;

    BadInputIT(@TempDir Path directory) throws IOException {
        serial = new PseudoTerminalWire(directory.resolve("ox-01"));
        config = Files.writeString(
                directory.resolve("gateway.yaml"), """
                gateway: {site: 7a-box-1, ward: 7A}
                state: {directory: %1$s/state, retain: 1d, reserve: 0MiB}
                ports:
                  - {name: ox-01, bed: 7A-01, driver: nonin-oem3, serial: {path: %1$s/ox-01}}
                  - {name: ox-02, bed: 7A-02, driver: masimo-ascii1, tcp: {host: 127.0.0.1, port: %2$d}}
                  - {name: ox-03, bed: 7A-03, driver: nonin-df8, serial: {path: %1$s/never-there}}
                mqtt: {listen: "127.0.0.1:0", devices: {monitor-12: {bed: 7A-12}, monitor-13: {bed: 7A-13}}}
                page: {listen: "127.0.0.1:0"}
                """.formatted(directory, tcp.port()), StandardCharsets.UTF_8);
    }

    @BeforeEach
    void start() throws Exception {
        gateway = Gateway.start(
                GatewayConfig.read(config),
                new GatewayClock(System::nanoTime, System::currentTimeMillis),
                CommitPace.UNBRAKED,
                AcknowledgePolicy.AFTER_COMMIT);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.stop();
        serial.close();
        tcp.close();
    }

    @Test
    void garbageHalfFramesAndWrongChecksumsOnASerialLine() throws Exception {
        goodValueAt13();
        send(serial::send, noise(20_000));
        eventually(() -> malformed("ox-01"), count -> count > 0);
        // A frame of the sheet's form whose sum does not fit, and one that breaks off, over and over.
        byte[] wrong = new byte[] {1, (byte) 0x81, 60, 0, 7};
        for (int frame = 0; frame < 100; frame++) {
            send(serial::send, wrong);
            send(serial::send, Arrays.copyOf(wrong, 3));
        }
        eventually(() -> malformed("ox-01"), count -> count > 10);
        assertThat(values("7A-01")).isEmpty();
        Finding finding =
                eventually(() -> port("ox-01"), found -> found.detail().contains("errors"));
        assertThat(finding.verdict()).isEqualTo(Finding.Verdict.FAIL);
        assertThat(finding.detail()).contains("and no reading; nonin-oem3 on ").contains(" checksum");
        // The line is heard again as soon as the device speaks properly.
        BedsideDevice device = NoninPacketDevice.format2(new DeviceId("ox-01"), patient, serial);
        long[] millis = {0};
        eventually(
                () -> {
                    device.advance(millis[0] += 350);
                    return values("7A-01");
                },
                values -> !values.isEmpty());
        goodValueAt13();
    }

    @Test
    void garbageOnATcpLine() throws Exception {
        send(tcp::send, noise(20_000));
        send(tcp::send, "12/24/25 09:00:00 SPO2=97% PR=nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        eventually(() -> malformed("ox-02"), count -> count > 0);
        assertThat(values("7A-02")).isEmpty();
        eventually(() -> port("ox-02"), found -> found.detail().contains("errors: "));
        BedsideDevice device = new MasimoDevice(
                new DeviceId("ox-02"), patient, tcp, DeviceClock.from(Instant.parse("2026-11-20T09:00:00Z")));
        long[] millis = {0};
        eventually(
                () -> {
                    device.advance(millis[0] += 1_000);
                    return values("7A-02");
                },
                values -> !values.isEmpty());
        assertThat(eventually(() -> port("ox-02"), found -> found.detail().contains("SpO₂ "))
                        .detail())
                .contains("readings/s", " frames, errors: ", " s ago");
        goodValueAt13();
    }

    @Test
    void aPortThatDoesNotExistIsAnAlertAndNotAFailedStart() throws Exception {
        JsonNode alert = eventually(() -> alert("PORT_GONE", "ox-03"), found -> !found.isMissingNode());
        assertThat(alert.path("bed").asString()).isEqualTo("7A-03");
        assertThat(port("ox-03").verdict()).isEqualTo(Finding.Verdict.FAIL);
        assertThat(port("ox-03").detail()).contains("there is no ");
        goodValueAt13();
    }

    @Test
    void nonsenseByMqtt() throws Exception {
        try (MqttClient client = client("monitor-12")) {
            client.publish(TOPIC, bytes("this is no JSON"), 1, false);
            client.publish(TOPIC, bytes("[".repeat(10_000)), 1, false);
            client.publish(TOPIC, value("\"MDC_NOBODY_KNOWS\"", "1", "%"), 1, false);
            client.publish(TOPIC, value("150456", "97", "kPa"), 1, false);
            client.publish(TOPIC, value("150456", "4711", "%"), 1, false);
            client.publish(TOPIC, value("150456", "\"ninety\"", "%"), 1, false);
            client.publish("some/other/topic", value("150456", "97", "%"), 1, false);
            client.publish("wardkeep/v1/devices/stranger/observations", value("150456", "97", "%"), 1, false);
            client.publish("wardkeep/v1/devices/monitor-13/observations", value("150456", "40", "%"), 1, false);
            String metrics = eventually(
                    this::metrics,
                    text -> text.contains("wardkeep_mqtt_unknown_devices_total{device=\"stranger\"} 1.0")
                            && text.contains("wardkeep_mqtt_refused_total{reason=\"other-device\"} 1.0"));
            assertThat(metrics)
                    .contains("reason=\"json-syntax\"")
                    .contains("reason=\"unknown-code\"")
                    .contains("reason=\"wrong-unit\"")
                    .contains("wardkeep_values_implausible_total{port=\"monitor-12\"} 1.0")
                    .contains("wardkeep_mqtt_refused_total{reason=\"topic\"} 1.0");
            assertThat(client.isConnected()).as("the session stays up").isTrue();
            client.disconnect();
        }
        assertThat(values("7A-12")).isEmpty();
        assertThat(values("7A-13")).isEmpty();
        assertThat(doctor())
                .extracting(finding -> finding.subject() + ": " + finding.detail())
                .contains(
                        "mqtt: 1 messages of stranger, which is not configured",
                        "mqtt: 1 refused: topic",
                        "mqtt: 1 refused: other-device",
                        "port monitor-12: 1 implausible values");
        assertThat(port("monitor-12").detail()).contains("1 unknown-code").contains("1 wrong-unit");
        goodValueAt13();
    }

    @Test
    void clientsThatAreNoneAndATopicOfAMegabyte() throws Exception {
        Random random = new Random(4);
        byte[] packet = new byte[1 << 20];
        Arrays.fill(packet, (byte) 'x');
        // A publish that is a megabyte of topic, by a client that has said properly who it is.
        byte[] head = {0x30, (byte) 0x80, (byte) 0x80, 0x40, (byte) 0xff, (byte) 0xff};
        System.arraycopy(head, 0, packet, 0, head.length);
        raw(CONNECT, packet);
        for (int index = 0; index < 1_000; index++) {
            byte[] noise = new byte[1 + random.nextInt(200)];
            random.nextBytes(noise);
            raw(noise);
            raw(CONNECT, noise);
        }
        eventually(this::metrics, text -> text.contains("wardkeep_mqtt_refused_total{reason=\"protocol\"}"));
        assertThat(doctor()).anySatisfy(finding -> assertThat(finding.detail()).endsWith("refused: protocol"));
        goodValueAt13();
        eventually(this::metrics, text -> text.contains("wardkeep_mqtt_connections 0.0"));
    }

    private void raw(byte[]... packets) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), (int) gateway.mqttPort().orElseThrow())) {
            OutputStream out = socket.getOutputStream();
            for (byte[] packet : packets) {
                out.write(packet);
            }
            out.flush();
        } catch (IOException hungUp) {
            assertThat(hungUp).as("hung up on while sending").hasMessageMatching("(?i).*(reset|pipe|abort).*");
        }
    }

    /** The other devices are untouched: one of them says something, and its tile shows that. */
    private void goodValueAt13() throws Exception {
        try (MqttClient client = client("monitor-13")) {
            client.publish("wardkeep/v1/devices/monitor-13/observations", value("150456", "97", "%"), 1, false);
            eventually(() -> values("7A-13"), values -> values.equals(List.of("97")));
            client.disconnect();
        }
        assertThat(gateway.broken()).isNotDone();
    }

    private static void send(Predicate<byte[]> wire, byte[] bytes) throws Exception {
        for (int from = 0; from < bytes.length; from += 200) {
            byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 200));
            eventually(() -> wire.test(piece), taken -> taken);
        }
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(3).nextBytes(noise);
        return noise;
    }

    private static byte[] value(String code, String value, String unit) {
        return bytes("{\"values\":[{\"code\":" + code + ",\"value\":" + value + ",\"unit\":\"" + unit + "\"}]}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private MqttClient client(String id) throws MqttException {
        MqttClient client =
                new MqttClient("tcp://127.0.0.1:" + gateway.mqttPort().orElseThrow(), id, new MemoryPersistence());
        client.connect();
        return client;
    }

    private double malformed(String device) throws Exception {
        return MetricsText.parse(metrics()).of("wardkeep_frames_malformed_total").stream()
                .filter(sample -> sample.label("port").equals(device))
                .mapToDouble(MetricsText.Sample::value)
                .sum();
    }

    private List<String> values(String bed) throws Exception {
        for (JsonNode tile : json.readTree(get("/api/v1/beds")).path("beds")) {
            if (tile.path("bed").asString().equals(bed)) {
                return tile.path("vitals")
                        .valueStream()
                        .filter(vital -> !vital.path("value").isNull())
                        .map(vital -> vital.path("value").asString())
                        .toList();
            }
        }
        throw new IllegalStateException("there is no tile of " + bed);
    }

    private JsonNode alert(String kind, String device) throws Exception {
        for (JsonNode alert : json.readTree(get("/api/v1/alerts")).path("alerts")) {
            if (alert.path("kind").asString().equals(kind)
                    && alert.path("device").asString().equals(device)) {
                return alert;
            }
        }
        return json.missingNode();
    }

    private List<Finding> doctor() throws Exception {
        return new Doctor(
                        GatewayConfig.read(config),
                        InstantSource.system(),
                        Optional.of(MetricsText.parse(metrics())),
                        Optional.of(json.readValue(get("/api/v1/ports"), PortsView.class)))
                .findings();
    }

    private Finding port(String name) throws Exception {
        return doctor().stream()
                .filter(finding -> finding.subject().equals("port " + name))
                .findFirst()
                .orElseThrow();
    }

    private String metrics() throws Exception {
        return get("/metrics");
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.pagePort() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static <T> T eventually(Callable<T> question, Predicate<T> wanted) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        T answer = question.call();
        while (!wanted.test(answer)) {
            assertThat(System.nanoTime()).as("still " + answer).isLessThan(until);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            answer = question.call();
        }
        return answer;
    }
}
