package io.wardkeep.gateway.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.wardkeep.driver.json.WardkeepJson;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.monitor.MonitorDevice;
import io.wardkeep.simulator.monitor.MqttTarget;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real endpoint, real sockets; clients by hand, and the simulator's monitor. */
class DeviceMqttServerIT {

    private static final DeviceId DEVICE = new DeviceId("monitor-12");
    private static final MqttConfig.Publisher MONITOR =
            new MqttConfig.Publisher(Optional.of(new BedId("7A-12")), new WardkeepJson());
    private static final String TOPIC = "wardkeep/v1/devices/monitor-12/observations";
    private static final PortClock CLOCK = new PortClock(System::nanoTime, System::currentTimeMillis);

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
        MqttConfig config = MqttConfig.of("127.0.0.1", port, Map.of(DEVICE, MONITOR));
        return await(DeviceMqttServer.start(vertx, config, sink, CLOCK, marks, () -> {}));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static String message(String id, int saturation) {
        return "{" + id + "\"t\":\"" + Instant.ofEpochMilli(1_800_000_000_000L)
                + "\",\"values\":[{\"code\":150456,\"value\":" + saturation + ",\"unit\":\"%\"}]}";
    }

    @Test
    void theAcknowledgementComesAfterTheCommitAndNotBefore() throws Exception {
        try (RawMqttClient client = new RawMqttClient(server.port())) {
            assertThat(client.connect(DEVICE.name())).isZero();
            client.publish(1, false, 7, TOPIC, message("\"id\":1,", 97));
            Delivery delivery = sink.nextDelivery();
            assertThat(delivery.mark()).contains(new MessageMark(MessageMark.Kind.ID, 1));
            client.ping();
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PINGRESP);
            delivery.receipt().durable();
            RawMqttClient.Packet packet = client.next();
            assertThat(packet.type()).isEqualTo(RawMqttClient.PUBACK);
            assertThat(packet.messageId()).isEqualTo(7);
        }
    }

    @Test
    void aRepeatedIdWaitsForTheFirstAndIsNotDeliveredAgain() throws Exception {
        try (RawMqttClient first = new RawMqttClient(server.port());
                RawMqttClient second = new RawMqttClient(server.port())) {
            first.connect(DEVICE.name());
            first.publish(1, false, 1, TOPIC, message("\"id\":5,", 97));
            Delivery delivery = sink.nextDelivery();
            second.connect(DEVICE.name());
            second.publish(1, true, 1, TOPIC, message("\"id\":5,", 97));
            second.ping();
            assertThat(second.next().type()).isEqualTo(RawMqttClient.PINGRESP);
            delivery.receipt().durable();
            assertThat(second.next().type()).isEqualTo(RawMqttClient.PUBACK);
            first.awaitEnd();
            second.publish(1, false, 2, TOPIC, message("\"id\":5,", 97));
            assertThat(second.next().type()).isEqualTo(RawMqttClient.PUBACK);
            assertThat(sink.nothingWaits()).isTrue();
        }
    }

    @Test
    void withoutAnIdOnlyASuspiciousRepetitionIsDropped() throws Exception {
        try (RawMqttClient client = new RawMqttClient(server.port())) {
            client.connect(DEVICE.name());
            client.publish(1, false, 1, TOPIC, message("", 97));
            sink.nextDelivery().receipt().durable();
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PUBACK);
            client.publish(1, false, 2, TOPIC, message("", 97));
            sink.nextDelivery().receipt().durable();
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PUBACK);
            client.publish(1, true, 3, TOPIC, message("", 97));
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PUBACK);
            assertThat(sink.nothingWaits()).isTrue();
        }
        try (RawMqttClient again = new RawMqttClient(server.port())) {
            again.connect(DEVICE.name());
            again.publish(1, false, 1, TOPIC, message("", 97));
            assertThat(again.next().type()).isEqualTo(RawMqttClient.PUBACK);
            assertThat(sink.nothingWaits()).isTrue();
            again.publish(1, false, 2, TOPIC, message("", 96));
            sink.nextDelivery().receipt().durable();
            assertThat(again.next().type()).isEqualTo(RawMqttClient.PUBACK);
        }
    }

    @Test
    void equalMessagesInFlightAreAcknowledgedEachAfterItsOwnCommit() throws Exception {
        try (RawMqttClient client = new RawMqttClient(server.port())) {
            client.connect(DEVICE.name());
            client.publish(1, false, 1, TOPIC, message("", 97));
            Delivery first = sink.nextDelivery();
            first.receipt().durable();
            assertThat(client.next().messageId()).isEqualTo(1);
            client.publish(1, false, 2, TOPIC, message("", 97));
            client.publish(1, false, 3, TOPIC, message("", 97));
            Delivery second = sink.nextDelivery();
            Delivery third = sink.nextDelivery();
            second.receipt().durable();
            assertThat(client.next().messageId()).isEqualTo(2);
            client.ping();
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PINGRESP);
            third.receipt().refused();
            client.awaitEnd();
        }
        try (RawMqttClient client = new RawMqttClient(server.port())) {
            client.connect(DEVICE.name());
            client.publish(1, true, 3, TOPIC, message("", 97));
            sink.nextDelivery().receipt().durable();
            assertThat(client.next().messageId()).isEqualTo(3);
        }
    }

    @Test
    void nobodyWaitsForWhatWasSentWithQualityZeroOrLeftAsAWill() throws Exception {
        try (RawMqttClient client = new RawMqttClient(server.port())) {
            client.connect(DEVICE.name(), TOPIC, message("", 95));
            client.publish(0, false, 0, TOPIC, message("", 96));
            client.publish(1, false, 1, TOPIC, message("", 97));
            assertThat(sink.nextDelivery().senderWaits()).isFalse();
            assertThat(sink.nextDelivery().senderWaits()).isTrue();
        }
        assertThat(sink.nextDelivery().senderWaits()).isFalse();
    }

    @Test
    void whatWasDurableBeforeTheRestartIsKnown() throws Exception {
        await(server.close());
        server = start(0, new MessageMarks(Map.of(DEVICE, List.of(new MessageMark(MessageMark.Kind.ID, 9)))));
        try (RawMqttClient client = new RawMqttClient(server.port())) {
            client.connect(DEVICE.name());
            client.publish(1, false, 1, TOPIC, message("\"id\":9,", 97));
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PUBACK);
            assertThat(sink.nothingWaits()).isTrue();
        }
    }

    @Test
    void aRefusedMessageEndsTheConnectionAndIsTakenTheNextTime() throws Exception {
        try (RawMqttClient client = new RawMqttClient(server.port())) {
            client.connect(DEVICE.name());
            client.publish(1, false, 1, TOPIC, message("\"id\":3,", 97));
            sink.nextDelivery().receipt().refused();
            client.awaitEnd();
        }
        try (RawMqttClient client = new RawMqttClient(server.port())) {
            client.connect(DEVICE.name());
            client.publish(1, true, 1, TOPIC, message("\"id\":3,", 97));
            sink.nextDelivery().receipt().durable();
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PUBACK);
        }
    }

    @Test
    void qualityTwoIsReceivedAfterTheCommitAndCompleted() throws Exception {
        try (RawMqttClient client = new RawMqttClient(server.port())) {
            client.connect(DEVICE.name());
            client.publish(2, false, 4, TOPIC, message("\"id\":1,", 97));
            sink.nextDelivery().receipt().durable();
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PUBREC);
            client.release(4);
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PUBCOMP);
        }
    }

    @Test
    void garbageAndStrangersAreCountedAndOthersGoOn() throws Exception {
        try (RawMqttClient good = new RawMqttClient(server.port())) {
            good.connect(DEVICE.name());
            Random random = new Random(21);
            for (int i = 0; i < 50; i++) {
                try (RawMqttClient bad = new RawMqttClient(server.port())) {
                    byte[] noise = new byte[random.nextInt(2_000)];
                    random.nextBytes(noise);
                    bad.raw(noise);
                }
            }
            try (RawMqttClient large = new RawMqttClient(server.port())) {
                large.connect("large");
                large.publish(0, false, 0, "x".repeat(60_000), "y".repeat(900_000));
                large.awaitEnd();
            } catch (IOException e) {
                // Hung up while it was still sending: as good an end.
                assertThat(e).hasMessageNotContaining("timed out");
            }
            good.publish(1, false, 1, "wardkeep/v1/devices/stranger/observations", message("", 97));
            assertThat(good.next().type()).isEqualTo(RawMqttClient.PUBACK);
            good.publish(1, false, 2, "some/other/topic", "{}");
            assertThat(good.next().type()).isEqualTo(RawMqttClient.PUBACK);
            good.publish(1, false, 3, TOPIC, "not json at all");
            assertThat(good.next().type()).isEqualTo(RawMqttClient.PUBACK);
            assertThat(sink.nextDelivery().events().toString()).contains("Malformed[reason=json-syntax");
            good.publish(1, false, 4, TOPIC, message("\"id\":2,", 97));
            sink.nextDelivery().receipt().durable();
            assertThat(good.next().type()).isEqualTo(RawMqttClient.PUBACK);
        }
        await(() -> server.status().unknownDevices().containsKey("stranger")
                && server.status().refused().containsKey("topic")
                && server.status().refused().containsKey("protocol"));
        assertThat(server.status().devices().getFirst().malformed()).containsEntry("json-syntax", 1L);
    }

    @Test
    void aClientPublishesOnlyAsTheDeviceOfItsName() throws Exception {
        try (RawMqttClient other = new RawMqttClient(server.port());
                RawMqttClient own = new RawMqttClient(server.port())) {
            other.connect("monitor-13");
            other.publish(1, false, 1, TOPIC, message("\"id\":1,", 40));
            assertThat(other.next().type()).isEqualTo(RawMqttClient.PUBACK);
            assertThat(sink.nothingWaits()).isTrue();
            own.connect(DEVICE.name());
            own.publish(1, false, 1, TOPIC, message("\"id\":1,", 97));
            sink.nextDelivery().receipt().durable();
            assertThat(own.next().type()).isEqualTo(RawMqttClient.PUBACK);
        }
        await(() -> server.status().otherDevices().equals(Map.of("monitor-13 as monitor-12", 1L))
                && server.status().refused().getOrDefault("other-device", 0L) == 1);
        assertThat(server.status().unknownDevices()).isEmpty();
    }

    @Test
    void aThousandConnectionsAreBoundedAndTheNextOneWorks() throws Exception {
        List<RawMqttClient> clients = new ArrayList<>();
        int accepted = 0;
        try {
            for (int i = 0; i < 1_000; i++) {
                RawMqttClient client = new RawMqttClient(server.port());
                clients.add(client);
                accepted += client.connect("client-" + i) == 0 ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(MqttConfig.CONNECTIONS_MAX);
        } finally {
            for (RawMqttClient client : clients) {
                client.close();
            }
        }
        await(() -> server.status().connections() == 0);
        try (RawMqttClient client = new RawMqttClient(server.port())) {
            assertThat(client.connect("later")).isZero();
        }
    }

    @Test
    void anAlertIsRetainedForWhoComesLaterAndGoneWhenItIsOver() throws Exception {
        String topic = "wardkeep/v1/alerts/7A-02/e1";
        server.publishRetained(topic, "{\"text\":\"low\"}".getBytes(StandardCharsets.UTF_8));
        try (RawMqttClient client = new RawMqttClient(server.port())) {
            client.connect("page");
            client.subscribe(1, "wardkeep/v1/alerts/#");
            assertThat(client.next().type()).isEqualTo(RawMqttClient.SUBACK);
            RawMqttClient.Packet alert = client.next();
            assertThat(alert.type()).isEqualTo(RawMqttClient.PUBLISH);
            assertThat(alert.flags() & 1).isEqualTo(1);
            assertThat(alert.body()).contains(topic).endsWith("{\"text\":\"low\"}");
            server.publishRetained(topic, new byte[0]);
            assertThat(client.next().body()).contains(topic).doesNotContain("low");
        }
        try (RawMqttClient client = new RawMqttClient(server.port())) {
            client.connect("page");
            client.subscribe(1, "wardkeep/v1/alerts/+/+");
            assertThat(client.next().type()).isEqualTo(RawMqttClient.SUBACK);
            client.ping();
            assertThat(client.next().type()).isEqualTo(RawMqttClient.PINGRESP);
        }
    }

    @Test
    void aBrokerOfTheWardIsHeardAndItsRepetitionsDropped() throws Exception {
        // Another endpoint plays the broker: what it retains it sends again at each subscription.
        server.publishRetained(TOPIC, message("\"id\":1,", 97).getBytes(StandardCharsets.UTF_8));
        MqttConfig plain = MqttConfig.of("127.0.0.1", 0, Map.of(DEVICE, MONITOR));
        MqttConfig subscribing = new MqttConfig(
                plain.host(),
                plain.port(),
                plain.devices(),
                plain.sparkplug(),
                plain.credentials(),
                List.of(new BrokerConfig("tcp://127.0.0.1:" + server.port(), "box-1", Optional.empty())),
                plain.messageBytesMax(),
                plain.connectionsMax(),
                plain.inFlightMax());
        DeviceMqttServer listener =
                await(DeviceMqttServer.start(vertx, subscribing, sink, CLOCK, MessageMarks.NONE, () -> {}));
        try {
            Delivery delivery = sink.nextDelivery();
            assertThat(delivery.device()).isEqualTo(DEVICE);
            delivery.receipt().durable();
            int port = server.port();
            await(server.close());
            server = start(port, MessageMarks.NONE);
            server.publishRetained(TOPIC, message("\"id\":1,", 97).getBytes(StandardCharsets.UTF_8));
            await(() -> listener.status().devices().getFirst().repeated() == 1);
            assertThat(sink.nothingWaits()).isTrue();
        } finally {
            await(listener.close());
        }
    }

    @Test
    void aMonitorLosesNothingAndRepeatsNothingOverARestart() throws Exception {
        int port = server.port();
        MonitorDevice monitor = new MonitorDevice(
                DEVICE,
                new RecordedPatient(Recording.bundledNumerics("01"), Recording.bundledSignals(), 0),
                new LineFaults(List.of(), new SplittableRandom(1)),
                new MqttTarget("127.0.0.1", port, Optional.empty()),
                DeviceClock.from(Instant.ofEpochMilli(System.currentTimeMillis())));
        Set<MessageMark> durable = new HashSet<>();
        List<MessageMark> order = new ArrayList<>();
        try (monitor) {
            await(() -> {
                monitor.advance(0);
                return server.status().connections() == 1;
            });
            long atMillis = 0;
            for (; atMillis < 20_000; atMillis += 100) {
                monitor.advance(atMillis);
                if (atMillis == 10_000) {
                    await(() -> sink.waiting() > 5);
                    // Some is durable, and its acknowledgement may be under way: that must not be taken twice.
                    takeAll(durable, order, 3);
                    await(server.close());
                    sink.forget();
                    server = start(port, new MessageMarks(Map.of(DEVICE, List.copyOf(order))));
                }
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (monitor.pending() > 0) {
                assertThat(System.nanoTime()).isLessThan(end);
                takeAll(durable, order, Integer.MAX_VALUE);
                monitor.advance(atMillis += 10);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            assertThat(order).hasSize(durable.size()).hasSize((int)
                    monitor.tally().messages());
            assertThat(monitor.tally().acknowledged()).isEqualTo(monitor.tally().observations());
        }
    }

    private void takeAll(Set<MessageMark> durable, List<MessageMark> order, int most) throws InterruptedException {
        for (int i = 0; i < most && !sink.nothingWaits(); i++) {
            Delivery delivery = sink.nextDelivery();
            MessageMark mark = delivery.mark().orElseThrow();
            assertThat(durable.add(mark)).as("new: %s", mark).isTrue();
            order.add(mark);
            delivery.receipt().durable();
        }
    }
}
