package io.wardkeep.gateway.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.SerialSetting;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.simulator.PseudoTerminalWire;
import io.wardkeep.simulator.SimulatorLoop;
import io.wardkeep.simulator.TcpWire;
import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.masimo.MasimoDevice;
import io.wardkeep.simulator.nonin.NoninPacketDevice;
import io.wardkeep.simulator.patient.Curve;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pseudo-terminals and sockets between the simulator's devices and the port's loop. */
class PortLoopIT {

    private static final DeviceId DEVICE = new DeviceId("ox-01");
    private static final Optional<BedId> BED = Optional.of(new BedId("7A-01"));
    private static final PortClock CLOCK = new PortClock(System::nanoTime, System::currentTimeMillis);
    private static final int SATURATION = 150_456;

    private final HeldSink sink = new HeldSink();
    private final Patient patient = new RecordedPatient(Recording.bundledNumerics("03"), Recording.bundledSignals(), 0);

    @BeforeAll
    static void unpackTheNativeLibrary() throws IOException {
        SerialLibrary.unpackTo(Files.createDirectories(Path.of("target", "native")));
    }

    @Test
    void whatTheDeviceSentIsWhatThePortHears(@TempDir Path directory) throws InterruptedException {
        Path path = directory.resolve("ox-01");
        try (BedsideDevice device = nonin(new PseudoTerminalWire(path));
                PortLoop port = serial(path, "nonin-oem3")) {
            assertThat(sink.nextChange().present()).isTrue();
            for (int packet = 0; packet < 12; packet++) {
                device.advance((packet + 1) * 1_000L / 3 + 1);
                Waveform wave = sink.nextWaveform();
                for (int i = 0; i < 25; i++) {
                    long nanos = (packet * 25L + i) * 1_000_000_000L / 75;
                    assertThat(wave.sample(i))
                            .isEqualTo((int) Math.round(255 * patient.height(Curve.PLETHYSMOGRAM, nanos)));
                }
            }
            assertThat(device.tally().messages()).isEqualTo(12);
            assertThat(device.tally().unheard()).isZero();
            assertThat(port.status().malformed()).isEmpty();
        }
    }

    @Test
    void aPulledCableIsSaidOnceAndAReplacedOneHeardAgain(@TempDir Path directory) throws InterruptedException {
        Path path = directory.resolve("ox-01");
        PseudoTerminalWire wire = new PseudoTerminalWire(path);
        try (BedsideDevice device = nonin(wire);
                PortLoop port = serial(path, "nonin-oem3")) {
            assertThat(sink.nextChange().present()).isTrue();
            device.advance(400);
            assertThat(sink.nextWaveform().length()).isEqualTo(25);
            wire.unplug();
            PortChange gone = sink.nextChange();
            assertThat(gone.present()).isFalse();
            assertThat(gone.device()).isEqualTo(DEVICE);
            assertThat(gone.bed()).isEqualTo(BED);
            wire.plug();
            assertThat(sink.nextChange().present()).isTrue();
            device.advance(1_200);
            assertThat(sink.nextWaveform().length()).isEqualTo(25);
            assertThat(port.status().openings()).isEqualTo(2);
        }
    }

    @Test
    void aPortThatDoesNotExistIsAStateAndAppearsLater(@TempDir Path directory) throws InterruptedException {
        Path path = directory.resolve("ox-01");
        try (PortLoop port = serial(path, "masimo-ascii1")) {
            PortChange gone = sink.nextChange();
            assertThat(gone.present()).isFalse();
            assertThat(gone.reason()).contains("there is no " + path);
            assertThat(port.status().present()).isFalse();
            try (BedsideDevice device = masimo(new PseudoTerminalWire(path))) {
                assertThat(sink.nextChange().present()).isTrue();
                device.advance(1_000);
                assertThat(sink.nextObservation(SATURATION).value().mantissa())
                        .isEqualTo(patient.vitals(1_000).saturation().orElseThrow());
            }
        }
    }

    @Test
    void garbageOnTheLineIsCountedAndValuesGoOn(@TempDir Path directory) throws InterruptedException {
        Path path = directory.resolve("ox-01");
        PseudoTerminalWire wire = new PseudoTerminalWire(path);
        try (BedsideDevice device = masimo(wire);
                PortLoop port = serial(path, "masimo-ascii1")) {
            assertThat(sink.nextChange().present()).isTrue();
            device.advance(1_000);
            assertThat(sink.nextObservation(SATURATION).validity()).isEqualTo(Validity.VALID);
            wire.send("no line of this protocol\r\n".getBytes(StandardCharsets.US_ASCII));
            device.advance(2_000);
            assertThat(sink.nextDelivery().events().getFirst().toString()).contains("Malformed[reason=time");
            assertThat(port.status().device()).isEqualTo(DEVICE);
        }
    }

    @Test
    void aSerialServerIsALineLikeAnyOther() throws InterruptedException {
        TcpWire wire = new TcpWire(0);
        try (SimulatorLoop loop = SimulatorLoop.start(List.of(masimo(wire)));
                PortLoop port = tcp(wire)) {
            assertThat(sink.nextChange().present()).isTrue();
            assertThat(sink.nextObservation(SATURATION).validity()).isEqualTo(Validity.VALID);
            assertThat(loop.running()).isTrue();
            assertThat(port.status().way()).contains("127.0.0.1");
        }
    }

    @Test
    void aSerialServerThatHangsUpIsConnectedAgain() throws InterruptedException {
        TcpWire wire = new TcpWire(0);
        try (BedsideDevice device = masimo(wire);
                PortLoop port = tcp(wire)) {
            assertThat(sink.nextChange().present()).isTrue();
            device.advance(1_000);
            assertThat(sink.nextObservation(SATURATION).validity()).isEqualTo(Validity.VALID);
            wire.unplug();
            PortChange gone = sink.nextChange();
            assertThat(gone.present()).isFalse();
            assertThat(gone.reason()).isIn("the serial server hung up", "the connection broke");
            wire.plug();
            assertThat(sink.nextChange().present()).isTrue();
            device.advance(3_000);
            assertThat(sink.nextObservation(SATURATION).validity()).isEqualTo(Validity.VALID);
            assertThat(port.status().openings()).isEqualTo(2);
        }
    }

    @Test
    void aFloodOfGarbageOnASerialLineIsCountedAndTheDeviceHeardAfterIt(@TempDir Path directory)
            throws InterruptedException {
        Path path = directory.resolve("ox-01");
        PseudoTerminalWire wire = new PseudoTerminalWire(path);
        try (BedsideDevice device = masimo(wire);
                PortLoop port = serial(path, "masimo-ascii1")) {
            assertThat(sink.nextChange().present()).isTrue();
            flood(wire);
            heardAgain(device);
            assertThat(port.status().malformed()).isNotEmpty();
            assertThat(port.status().openings()).isOne();
        }
    }

    @Test
    void aFloodOfGarbageFromASerialServerIsCountedAndTheDeviceHeardAfterIt() throws InterruptedException {
        TcpWire wire = new TcpWire(0);
        try (BedsideDevice device = masimo(wire);
                PortLoop port = tcp(wire)) {
            assertThat(sink.nextChange().present()).isTrue();
            flood(wire);
            heardAgain(device);
            assertThat(port.status().malformed()).isNotEmpty();
            assertThat(port.status().openings()).isOne();
        }
    }

    /** A quarter of a megabyte, as fast as the line takes it. */
    private static void flood(Wire wire) {
        SplittableRandom random = new SplittableRandom(4);
        byte[] noise = new byte[512];
        for (int sent = 0; sent < 1 << 18; sent += noise.length) {
            random.nextBytes(noise);
            while (!wire.send(noise)) {
                Thread.onSpinWait();
            }
        }
    }

    /** The line may be full of what came before. */
    private void heardAgain(BedsideDevice device) throws InterruptedException {
        long unheard;
        long atMillis = 0;
        do {
            unheard = device.tally().unheard();
            atMillis += 1_000;
            device.advance(atMillis);
        } while (device.tally().unheard() > unheard);
        device.advance(atMillis + 3_000);
        assertThat(sink.nextObservation(SATURATION).validity()).isEqualTo(Validity.VALID);
    }

    private PortLoop tcp(TcpWire wire) {
        return PortLoop.start(
                new PortConfig(
                        DEVICE,
                        BED,
                        new DriverChoice.Named(Drivers.named("masimo-ascii1").orElseThrow()),
                        new LineConfig.TcpLine("127.0.0.1", wire.port())),
                sink,
                CLOCK,
                MessageMarks.NONE,
                () -> {});
    }

    @Test
    void aPortFindsOutByItselfWhatHangsOnIt(@TempDir Path directory) throws InterruptedException {
        Path path = directory.resolve("ox-01");
        PseudoTerminalWire wire = new PseudoTerminalWire(path);
        try (SimulatorLoop loop = SimulatorLoop.start(List.of(nonin(wire)));
                PortLoop port = PortLoop.start(
                        new PortConfig(
                                DEVICE,
                                BED,
                                DriverChoice.Detected.onSerial(Drivers.all(), Optional.empty()),
                                line(path)),
                        sink,
                        CLOCK,
                        MessageMarks.NONE,
                        () -> {})) {
            assertThat(sink.nextChange().present()).isTrue();
            assertThat(sink.nextRecognition().driver()).isEmpty();
            PortRecognition found = sink.nextRecognition();
            while (found.driver().isEmpty()) {
                found = sink.nextRecognition();
            }
            assertThat(found.driver().orElseThrow().name()).isEqualTo("nonin-oem3");
            assertThat(found.report()).contains("nonin-oem3", "9600 8N1");
            assertThat(sink.nextWaveform().length()).isEqualTo(25);
            assertThat(port.status().driver()).isEqualTo("nonin-oem3");
            assertThat(loop.running()).isTrue();
        }
    }

    @Test
    void datagramsComeWholeAndPollsGoOut() throws Exception {
        try (DatagramSocket device = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket stranger = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"));
                PortLoop port = PortLoop.start(
                        new PortConfig(
                                DEVICE,
                                BED,
                                new DriverChoice.Named(new PolledDriver()),
                                new LineConfig.UdpLine("127.0.0.1", device.getLocalPort(), 0)),
                        sink,
                        CLOCK,
                        MessageMarks.NONE,
                        () -> {})) {
            assertThat(sink.nextChange().present()).isTrue();
            DatagramPacket poll = new DatagramPacket(new byte[16], 16);
            device.receive(poll);
            assertThat(poll.getLength()).isEqualTo(PolledDriver.POLL.length);
            stranger.send(new DatagramPacket(new byte[99], 99, poll.getSocketAddress()));
            for (int length : new int[] {9_000, 1, 3}) {
                device.send(new DatagramPacket(new byte[length], length, poll.getSocketAddress()));
                assertThat(sink.nextDelivery().events()).containsExactly(new DriverEvent.Malformed("datagram", length));
            }
            assertThat(port.status().way()).startsWith("udp 127.0.0.1:");
        }
    }

    /** Polls once and says of each read how long it was. */
    private static final class PolledDriver implements Driver {

        private static final byte[] POLL = {0x7E, 0x01};

        @Override
        public String name() {
            return "polled";
        }

        @Override
        public String description() {
            return "for the test";
        }

        @Override
        public DriverSheet sheet() {
            return new DriverSheet(
                    "none",
                    List.of(),
                    List.of(DriverSheet.Carrier.UDP),
                    List.of(),
                    false,
                    DriverSheet.codes(),
                    DriverSheet.codes(),
                    "",
                    List.of());
        }

        @Override
        public long silenceMillis() {
            return 1_000;
        }

        @Override
        public DriverSession open() {
            return new DriverSession() {

                private boolean polled;

                @Override
                public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
                    events.accept(new DriverEvent.Malformed("datagram", bytes.remaining()));
                }

                @Override
                public void ticked(long nowMillis, Consumer<DriverEvent> events) {
                    if (!polled) {
                        polled = true;
                        events.accept(new DriverEvent.Transmit(ByteBuffer.wrap(POLL)));
                    }
                }
            };
        }
    }

    @Test
    void anAdapterThatComesBackUnderAnotherPathIsTheSamePort(@TempDir Path directory) throws Exception {
        SysfsTree tree = new SysfsTree(directory);
        tree.plug("1-1", "0403", "6001", "A50285BI", "00", "ttyUSB0");
        tree.plug("1-2", "0403", "6001", "OTHER", "00", "ttyUSB1");
        PseudoTerminalWire wire = new PseudoTerminalWire(tree.dev().resolve("ttyUSB0"));
        UsbIdentity identity = UsbIdentity.parse("0403:6001:A50285BI");
        try (PortLoop port = PortLoop.start(
                new PortConfig(
                        DEVICE,
                        BED,
                        new DriverChoice.Named(Drivers.named("nonin-oem3").orElseThrow()),
                        new LineConfig.SerialLine(
                                new SerialPlace.ByUsb(identity, tree.bus()), SerialSetting.plain(9_600))),
                sink,
                CLOCK,
                MessageMarks.NONE,
                () -> {})) {
            assertThat(sink.nextChange().present()).isTrue();
            try (BedsideDevice device = nonin(wire)) {
                device.advance(400);
                assertThat(sink.nextWaveform().length()).isEqualTo(25);
            }
            tree.unplug("1-1", "ttyUSB0");
            PortChange gone = sink.nextChange();
            assertThat(gone.present()).isFalse();

            tree.plug("1-3", "0403", "6001", "A50285BI", "00", "ttyUSB7");
            try (BedsideDevice device = nonin(new PseudoTerminalWire(tree.dev().resolve("ttyUSB7")))) {
                assertThat(sink.nextChange().present()).isTrue();
                device.advance(400);
                assertThat(sink.nextWaveform().length()).isEqualTo(25);
            }
            assertThat(port.status().way()).isEqualTo("usb 0403:6001:A50285BI 9600 8N1");
        }
    }

    private static LineConfig.SerialLine line(Path path) {
        return new LineConfig.SerialLine(new SerialPlace.ByPath(path.toString()), SerialSetting.plain(9_600));
    }

    private PortLoop serial(Path path, String driver) {
        return PortLoop.start(
                new PortConfig(
                        DEVICE,
                        BED,
                        new DriverChoice.Named(Drivers.named(driver).orElseThrow()),
                        line(path)),
                sink,
                CLOCK,
                MessageMarks.NONE,
                () -> {});
    }

    private BedsideDevice nonin(Wire wire) {
        return NoninPacketDevice.format2(DEVICE, patient, wire);
    }

    private BedsideDevice masimo(Wire wire) {
        return new MasimoDevice(DEVICE, patient, wire, DeviceClock.from(Instant.parse("2026-11-20T09:00:00Z")));
    }
}
