package io.wardkeep.gateway.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.monitor.MqttTarget;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.simulator.patient.Script;
import io.wardkeep.simulator.sparkplug.SparkplugNode;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulated edge node against a real endpoint: two readings of one specification. */
class SparkplugNodeIT {

    private static final DeviceId DEVICE = new DeviceId("monitor-7");
    private static final String EDGE = "edge-07";
    private static final int HEART_RATE = 147_842;
    private static final int SATURATION = 150_456;
    private static final int TEMPERATURE = 150_364;
    private static final long START = Instant.parse("2026-11-20T09:00:00Z").toEpochMilli();
    private static final PortClock CLOCK = new PortClock(System::nanoTime, System::currentTimeMillis);

    private final Vertx vertx = Vertx.vertx();
    private final HeldSink sink = new HeldSink();
    private final Patient patient = new RecordedPatient(Recording.bundledNumerics("03"), Recording.bundledSignals(), 0);
    private final List<DriverEvent> events = new ArrayList<>();
    private final DeviceMqttServer server = await(DeviceMqttServer.start(
            vertx,
            new MqttConfig(
                    "127.0.0.1",
                    0,
                    Map.of(),
                    Map.of(
                            DEVICE,
                            new MqttConfig.SparkplugDevice(
                                    SparkplugNode.behind(EDGE), Optional.of(new BedId("7A-07")))),
                    Optional.empty(),
                    List.of(),
                    MqttConfig.MESSAGE_BYTES_MAX,
                    MqttConfig.CONNECTIONS_MAX,
                    MqttConfig.IN_FLIGHT_MAX),
            sink,
            CLOCK,
            MessageMarks.NONE,
            () -> {}));
    private long at;

    @AfterEach
    void stop() {
        await(server.close());
        await(vertx.close());
    }

    @Test
    void whatThePatientShowsIsHeardValueByValueAndAcknowledged() {
        try (SparkplugNode node = node("")) {
            advance(
                    node,
                    () -> observations(HEART_RATE).size() > 20
                            && observations(TEMPERATURE).size() > 2);
            assertThat(server.status().refused()).isEmpty();
            for (Observation observation : observations(HEART_RATE)) {
                assertThat(observation.mantissa())
                        .isEqualTo(patient.vitals(observation.deviceMillis() - START)
                                .heartRate()
                                .orElseThrow());
            }
            for (Observation observation : observations(TEMPERATURE)) {
                assertThat(observation.value().toDouble())
                        .isEqualTo(Math.round(10
                                        * patient.vitals(observation.deviceMillis() - START)
                                                .temperatures()
                                                .core())
                                / 10.0);
            }
            assertThat(node.tally().acknowledged()).isPositive();
        }
    }

    @Test
    void anAliasThatHasBecomeDoubtfulIsBornAgain() throws Exception {
        try (SparkplugNode node = node("");
                RawMqttClient stranger = new RawMqttClient(server.port())) {
            advance(node, () -> observations(HEART_RATE).size() > 3);
            stranger.connect("stranger");
            // Somebody speaks in the node's name: its next number is another than the one that is waited for.
            stranger.publish(0, false, 0, "spBv1.0/SIM/DDATA/" + EDGE + "/MON", "\u0018\u007f");
            advance(node, () -> server.status().refused().containsKey("sequence"));
            int before = observations(HEART_RATE).size();
            advance(node, () -> observations(HEART_RATE).size() > before + 3);
            assertThat(server.status().refused()).containsExactly(Map.entry("sequence", 1L));
        }
    }

    @Test
    void aDeviceThatFallsSilentHasNoValuesUntilItSpeaksAgain() {
        try (SparkplugNode node = node("10s #1 silence for=20s")) {
            advance(node, () -> at > 40_000 && saturationIsThere());
            assertThat(observations(SATURATION).stream()
                            .filter(observation -> !observation.validity().hasValue()))
                    .hasSize(1);
        }
    }

    @Test
    void aNodeWhoseCableIsOutDiesByItsWillAndIsBornWithTheNextNumber() {
        try (SparkplugNode node = node("10s #1 unplug for=20s")) {
            advance(node, () -> at > 40_000 && saturationIsThere());
            assertThat(observations(SATURATION).stream()
                            .filter(observation -> !observation.validity().hasValue()))
                    .hasSize(1);
        }
    }

    private boolean saturationIsThere() {
        return observations(SATURATION).getLast().validity().hasValue();
    }

    private SparkplugNode node(String script) {
        return new SparkplugNode(
                new DeviceId(EDGE),
                patient,
                new LineFaults(Script.parse(script).of("bed", 1), new SplittableRandom(1)),
                new MqttTarget("127.0.0.1", server.port(), Optional.empty()),
                DeviceClock.from(Instant.ofEpochMilli(START)));
    }

    /** The story goes twenty times as fast as life. */
    private void advance(SparkplugNode node, BooleanSupplier reached) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            node.advance(at += 100);
            for (Delivery next = sink.poll(); next != null; next = sink.poll()) {
                events.addAll(next.events());
                next.receipt().durable();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private List<Observation> observations(int code) {
        List<Observation> found = new ArrayList<>();
        for (DriverEvent event : events) {
            if (event instanceof DriverEvent.Measured(Observation observation) && observation.code() == code) {
                found.add(observation);
            }
        }
        return found;
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
