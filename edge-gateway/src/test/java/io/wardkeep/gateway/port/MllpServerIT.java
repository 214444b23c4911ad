package io.wardkeep.gateway.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.simulator.TcpClientWire;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.hl7.Hl7Monitor;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Senders on real sockets, speaking for several devices and beds. */
class MllpServerIT {

    private static final DeviceId MONITOR = new DeviceId("monitor-7");
    private static final DeviceId PUMP = new DeviceId("pump-1");
    private static final DeviceId SIMULATED = new DeviceId("simulated-1");
    private static final BedId BED = new BedId("7A-07");
    private static final PortClock CLOCK = new PortClock(System::nanoTime, System::currentTimeMillis);
    private static final int PATIENCE_MILLIS = (int) TimeUnit.SECONDS.toMillis(20);

    private final Vertx vertx = Vertx.vertx();
    private final HeldSink sink = new HeldSink();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aMessageIsAcknowledgedAfterItsCommitAndNotBefore() throws Exception {
        MllpServer server = start(MessageMarks.NONE);
        try (Socket sender = connect(server);
                Socket other = connect(server)) {
            say(sender, message("M1", "ICU^^BED7", "", 97));
            Delivery delivery = sink.nextDelivery();
            assertThat(delivery.device()).isEqualTo(MONITOR);
            assertThat(delivery.bed()).contains(BED);
            assertThat(delivery.senderWaits()).isTrue();
            // The same event loop has answered somebody else since.
            say(other, message("S1", "ICU^^BED9", "", 97));
            assertThat(answer(other)).contains("MSA|AR|S1\rERR|||204^");
            assertThat(sender.getInputStream().available()).isZero();

            delivery.receipt().durable();
            assertThat(answer(sender)).contains("MSA|AA|M1\r");
        }
    }

    @Test
    void whatCouldNotBeKeptIsToBeSentAgain() throws Exception {
        MllpServer server = start(MessageMarks.NONE);
        try (Socket sender = connect(server)) {
            say(sender, message("M1", "ICU^^BED7", "", 97));
            sink.nextDelivery().receipt().refused();
            assertThat(answer(sender)).contains("MSA|AE|M1\rERR|||207^");

            say(sender, message("M1", "ICU^^BED7", "", 97));
            sink.nextDelivery().receipt().durable();
            assertThat(answer(sender)).contains("MSA|AA|M1\r");
        }
    }

    @Test
    void aMessageThatComesAgainIsNotASecondMeasurementAlsoByAnotherConnection() throws Exception {
        MllpServer server = start(MessageMarks.NONE);
        String message = message("M1", "ICU^^BED7", "", 97);
        try (Socket sender = connect(server)) {
            say(sender, message);
        }
        Delivery delivery = sink.nextDelivery();
        try (Socket sender = connect(server)) {
            say(sender, message);
            delivery.receipt().durable();
            assertThat(answer(sender)).contains("MSA|AA|M1\r");
            say(sender, message);
            assertThat(answer(sender)).contains("MSA|AA|M1\r");
        }
        assertThat(sink.nothingWaits()).isTrue();
        await(() -> server.status().devices().stream()
                .anyMatch(port -> port.device().equals(MONITOR) && port.present()));
    }

    @Test
    void devicesOfOneMessageAreDeliveredApartAndAnsweredTogether() throws Exception {
        MllpServer server = start(MessageMarks.NONE);
        try (Socket sender = connect(server)) {
            say(sender, message("M1", "ICU^^BED7", "", 97, "P52814"));
            Delivery first = sink.nextDelivery();
            Delivery second = sink.nextDelivery();
            assertThat(List.of(first.device(), second.device())).containsExactly(MONITOR, PUMP);
            assertThat(first.events()).singleElement().isInstanceOf(DriverEvent.Measured.class);
            second.receipt().durable();
            first.receipt().refused();
            assertThat(answer(sender)).contains("MSA|AE|M1\r");

            say(sender, message("M1", "ICU^^BED7", "", 97, "P52814"));
            Delivery again = sink.nextDelivery();
            assertThat(again.device()).isEqualTo(MONITOR);
            again.receipt().durable();
            assertThat(answer(sender)).contains("MSA|AA|M1\r");
            assertThat(sink.nothingWaits()).isTrue();
        }
    }

    @Test
    void aDeviceIsNotHeardFromAnotherBedThanItsOwn() throws Exception {
        MllpServer server = start(MessageMarks.NONE);
        try (Socket sender = connect(server)) {
            say(sender, message("M1", "ICU^^BED9", "P52814", 97));
            assertThat(answer(sender)).contains("MSA|AR|M1\r");
            say(sender, message("M2", "ICU^^BED77", "", 97));
            assertThat(answer(sender)).contains("MSA|AR|M2\r");
            say(sender, message("M3", "ICU^^BED7^HOSP", "", 97));
            assertThat(sink.nextDelivery().device()).isEqualTo(MONITOR);
        }
    }

    @Test
    void whatIsNoMessageIsCountedAndTheConnectionGoesOn() throws Exception {
        MllpServer server = start(MessageMarks.NONE);
        try (Socket sender = connect(server)) {
            say(sender, "GET / HTTP/1.1\r\n\r\n" + "\u000bnonsense\u001c\r" + message("M1", "ICU^^BED7", "", 97));
            sink.nextDelivery().receipt().durable();
            assertThat(answer(sender)).contains("MSA|AA|M1\r");
        }
    }

    @Test
    void whatWasDurableBeforeARestartIsKnownAfterIt() throws Exception {
        MllpServer server = start(MessageMarks.NONE);
        MessageMark mark;
        try (Socket sender = connect(server)) {
            say(sender, message("M1", "ICU^^BED7", "", 97));
            mark = sink.nextDelivery().mark().orElseThrow();
        }
        MllpServer again = start(new MessageMarks(Map.of(MONITOR, List.of(mark))));
        try (Socket sender = connect(again)) {
            say(sender, message("M1", "ICU^^BED7", "", 97));
            assertThat(answer(sender)).contains("MSA|AA|M1\r");
            assertThat(sink.nothingWaits()).isTrue();
        }
    }

    @Test
    void aSimulatedMonitorIsHeardAndSendsAgainWhatIsNotKept() throws Exception {
        MllpServer server = start(MessageMarks.NONE);
        Patient patient = new RecordedPatient(Recording.bundledNumerics("03"), Recording.bundledSignals(), 0);
        DeviceClock clock = DeviceClock.from(Instant.parse("2026-11-20T09:00:00Z"));
        try (Hl7Monitor monitor =
                new Hl7Monitor(new DeviceId("SIM-1"), patient, new TcpClientWire("127.0.0.1", server.port()), clock)) {
            advanceUntil(monitor, 5_000, () -> !sink.nothingWaits());
            Delivery first = sink.nextDelivery();
            assertThat(first.device()).isEqualTo(SIMULATED);
            assertThat(first.events()).hasSize(4);
            assertThat(first.events()).allMatch(DriverEvent.Measured.class::isInstance);
            first.receipt().refused();
            // A repetition that overtakes the refusal is refused with the first, and comes once more.
            long at = advanceUntil(monitor, 15_000, () -> !sink.nothingWaits());
            assertThat(monitor.tally().acknowledged()).isZero();
            sink.nextDelivery().receipt().durable();
            advanceUntil(monitor, at, () -> monitor.tally().acknowledged() == 4);
        }
    }

    /** The monitor's clock goes twenty times as fast meanwhile; returns where it stands then. */
    private static long advanceUntil(Hl7Monitor monitor, long fromMillis, BooleanSupplier reached) {
        AtomicLong at = new AtomicLong(fromMillis);
        await(() -> {
            monitor.advance(at.getAndAdd(100));
            return reached.getAsBoolean();
        });
        return at.get();
    }

    private static void await(BooleanSupplier reached) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        boolean met = reached.getAsBoolean();
        while (!met && System.nanoTime() < until) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            met = reached.getAsBoolean();
        }
        assertThat(met).isTrue();
    }

    private MllpServer start(MessageMarks marks) {
        MllpConfig config = new MllpConfig(
                "127.0.0.1",
                0,
                Map.of(
                        MONITOR, new MllpConfig.Device(Optional.of(BED), Optional.empty()),
                        PUMP, new MllpConfig.Device(Optional.of(BED), Optional.of("P52814")),
                        SIMULATED, new MllpConfig.Device(Optional.empty(), Optional.of("SIM-1"))),
                Map.of(BED, "ICU^^BED7"),
                ZoneOffset.UTC,
                8);
        return MllpServer.start(vertx, config, sink, CLOCK, marks, () -> {})
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static Socket connect(MllpServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void say(Socket sender, String text) throws IOException {
        sender.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(Socket sender) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        int next;
        do {
            next = sender.getInputStream().read();
            answer.write(next);
        } while (next != 0x1C && next >= 0);
        assertThat(sender.getInputStream().read()).isEqualTo('\r');
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** A saturation of the first equipment and, of each further one, another. */
    private static String message(String id, String place, String equipment, int value, String... further) {
        StringBuilder text = new StringBuilder("\u000bMSH|^~\\&|GW|ACME|||20240315143015+0000||ORU^R01^ORU_R01|" + id
                + "|P|2.6|||NE|AL||UNICODE UTF-8\rPID|||PAT001^^^HOSP^MR\rPV1||I|" + place
                + "\rOBR|1|1^GW|1^GW|182777000^monitoring of patient^SCT|||20240315143015+0000\r");
        rows(text, 1, equipment, value);
        for (int i = 0; i < further.length; i++) {
            rows(text, i + 2, further[i], value);
        }
        return text.append("\u001c\r").toString();
    }

    private static void rows(StringBuilder text, int tree, String equipment, int value) {
        text.append("OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|" + tree + ".0.0.0|||||||X|||||||" + equipment
                + "\rOBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|" + tree + ".22.1.2|" + value
                + "|262688^MDC_DIM_PERCENT^MDC|||||R\r");
    }
}
