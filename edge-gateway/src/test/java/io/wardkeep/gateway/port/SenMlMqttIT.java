package io.wardkeep.gateway.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.senml.SenMl;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.monitor.MqttTarget;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.simulator.senml.SenMlBridge;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bridge that publishes SenML to a real endpoint: what holds for our own JSON holds for its packs. */
class SenMlMqttIT {

    private static final DeviceId BRIDGE = new DeviceId("bridge-3");
    private static final BedId BED = new BedId("7A-03");
    private static final String TOPIC = "wardkeep/v1/devices/bridge-3/observations";
    private static final String TIMED = "[{\"bn\":\"urn:dev:mac:0011223344556677:\",\"bt\":1710513015,"
            + "\"n\":\"SpO2\",\"u\":\"%\",\"v\":98},{\"n\":\"HR\",\"u\":\"beat/min\",\"v\":72,\"t\":-1}]";
    private static final String UNTIMED = "[{\"n\":\"SpO2\",\"u\":\"%\",\"v\":98,\"t\":-1}]";

    private final AtomicLong millis = new AtomicLong(1_710_513_016_000L);
    private final PortClock clock = new PortClock(System::nanoTime, millis::get);
    private final HeldSink sink = new HeldSink();
    private final Vertx vertx = Vertx.vertx();
    private DeviceMqttServer server = start(0, MessageMarks.NONE);

    @BeforeEach
    void serverIsUp() {
        assertThat(server.port()).isPositive();
    }

    @AfterEach
    void stop() {
        await(server.close());
        await(vertx.close());
    }

    private DeviceMqttServer start(int port, MessageMarks marks) {
        MqttConfig config = MqttConfig.of(
                "127.0.0.1", port, Map.of(BRIDGE, new MqttConfig.Publisher(Optional.of(BED), new SenMl())));
        return await(DeviceMqttServer.start(vertx, config, sink, clock, marks, () -> {}));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void aPackIsAcknowledgedWhenItIsDurableAndNotBefore() throws Exception {
        try (RawMqttClient client = connected()) {
            client.publish(1, false, 7, TOPIC, TIMED);
            Delivery delivery = sink.nextDelivery();
            assertThat(delivery.device()).isEqualTo(BRIDGE);
            assertThat(delivery.bed()).contains(BED);
            assertThat(observations(delivery))
                    .extracting(Observation::code, Observation::mantissa, Reading::measuredMillis)
                    .containsExactly(tuple(150_456, 98L, 1_710_513_015_000L), tuple(147_842, 72L, 1_710_513_014_000L));
            client.ping();
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PINGRESP);
            delivery.receipt().durable();
            RawMqttClient.Packet packet = client.next();
            assertThat(packet.type()).isEqualTo(RawMqttClient.PUBACK);
            assertThat(packet.messageId()).isEqualTo(7);
        }
    }

    @Test
    void aPackThatSaysItsTimeIsKnownAfterAReconnectAndOneThatDoesNotIsNew() throws Exception {
        take(TIMED);
        try (RawMqttClient client = connected()) {
            client.publish(1, false, 1, TOPIC, TIMED);
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PUBACK);
            assertThat(sink.nothingWaits()).isTrue();
        }
        take(UNTIMED);
        take(UNTIMED);
    }

    @Test
    void aPackThatIsSentAgainLaterIsNoSecondMeasurementHoweverItTellsItsTime() throws Exception {
        take(UNTIMED);
        millis.addAndGet(3_000);
        try (RawMqttClient client = connected()) {
            client.publish(1, true, 1, TOPIC, UNTIMED);
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PUBACK);
            assertThat(sink.nothingWaits()).isTrue();
        }
    }

    @Test
    void whatWasDurableBeforeTheRestartIsKnown() throws Exception {
        MessageMark mark = take(TIMED);
        assertThat(mark.kind()).isEqualTo(MessageMark.Kind.FINGERPRINT);
        await(server.close());
        server = start(0, new MessageMarks(Map.of(BRIDGE, List.of(mark))));
        try (RawMqttClient client = connected()) {
            client.publish(1, false, 1, TOPIC, TIMED);
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PUBACK);
            assertThat(sink.nothingWaits()).isTrue();
        }
    }

    @Test
    void whatIsNoPackIsCountedAtTheBridgeAndAcknowledged() throws Exception {
        try (RawMqttClient client = connected()) {
            String ours = "{\"values\":[{\"code\":150456,\"value\":97,\"unit\":\"%\"}]}";
            client.publish(1, false, 1, TOPIC, ours);
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PUBACK);
            client.publish(1, false, 2, TOPIC, "[{\"n\":\"EtCO2\",\"u\":\"mm[Hg]\",\"v\":36}]");
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PUBACK);
            assertThat(sink.nextDelivery().events())
                    .containsExactly(new DriverEvent.Malformed("json-syntax", ours.length()));
            assertThat(sink.nextDelivery().events()).containsExactly(new DriverEvent.LeftOut("EtCO2"));
        }
        await(() -> !status().malformed().isEmpty());
        assertThat(status().driver()).isEqualTo("senml");
        assertThat(status().malformed()).containsExactly(Map.entry("json-syntax", 1L));
    }

    @Test
    void aSimulatedBridgeLosesNothingAndRepeatsNothingOverARestart() throws Exception {
        int port = server.port();
        List<MessageMark> durable = new ArrayList<>();
        Patient patient = new RecordedPatient(Recording.bundledNumerics("01"), Recording.bundledSignals(), 0);
        AtomicLong at = new AtomicLong();
        try (SenMlBridge bridge = new SenMlBridge(
                BRIDGE,
                patient,
                new LineFaults(List.of(), new SplittableRandom(1)),
                new MqttTarget("127.0.0.1", port, Optional.empty()),
                DeviceClock.from(Instant.ofEpochMilli(millis.get())))) {
            await(() -> {
                bridge.advance(at.getAndAdd(100));
                return sink.waiting() > 3;
            });
            // On disk, and the gateway ends before it can say so: the bridge sends it again.
            durable.add(sink.nextDelivery().mark().orElseThrow());
            await(server.close());
            sink.forget();
            server = start(port, new MessageMarks(Map.of(BRIDGE, List.copyOf(durable))));
            await(() -> {
                bridge.advance(at.getAndAdd(10));
                for (Delivery next = sink.poll(); next != null; next = sink.poll()) {
                    assertThat(next.events()).allMatch(DriverEvent.Measured.class::isInstance);
                    durable.add(next.mark().orElseThrow());
                    next.receipt().durable();
                }
                return bridge.pending() == 0;
            });
            assertThat(durable).doesNotHaveDuplicates().hasSize((int)
                    bridge.tally().messages());
            assertThat(bridge.tally().acknowledged())
                    .isPositive()
                    .isEqualTo(bridge.tally().observations());
        }
        await(() -> status().repeated() == 1);
    }

    private static void await(BooleanSupplier reached) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private PortStatus status() {
        return server.status().devices().getFirst();
    }

    /** A pack by a connection of its own, taken as new and acknowledged; its mark. */
    private MessageMark take(String pack) throws IOException, InterruptedException {
        try (RawMqttClient client = connected()) {
            client.publish(1, false, 1, TOPIC, pack);
            Delivery delivery = sink.nextDelivery();
            delivery.receipt().durable();
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PUBACK);
            return delivery.mark().orElseThrow();
        }
    }

    private RawMqttClient connected() throws IOException {
        RawMqttClient client = new RawMqttClient(server.port());
        assertThat(client.connect(BRIDGE.name())).isZero();
        return client;
    }

    private static List<Observation> observations(Delivery delivery) {
        return delivery.events().stream()
                .map(event -> (Observation) ((DriverEvent.Measured) event).reading())
                .toList();
    }
}
