package io.wardkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.ward.DeviceId;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same over real pseudo-terminals and over TCP, in real time: until enough was read, at most half a minute. */
class PolledDevicesIT {

    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int READINGS = 12;

    @ParameterizedTest
    @ValueSource(strings = {"ge-dri", "capnostream20", "pb840", "pb840-waves", "bbraun-bcc", "nonin-df1", "nonin-df7"})
    void overAPseudoTerminal(String protocol, @TempDir Path directory) throws Exception {
        try (PseudoTerminalWire wire = new PseudoTerminalWire(directory.resolve("line"));
                RandomAccessFile line = new RandomAccessFile(wire.place(), "rw");
                FileInputStream heard = new FileInputStream(line.getFD());
                SimulatorLoop loop = SimulatorLoop.start(List.of(device(protocol, wire)))) {
            assertHealthy(talk(protocol, heard, line::write, loop));
        }
    }

    @Test
    void aRackOverTcp() throws Exception {
        try (TcpWire wire = new TcpWire(0);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), wire.port());
                SimulatorLoop loop = SimulatorLoop.start(List.of(device("bbraun-bcc", wire)))) {
            OutputStream out = socket.getOutputStream();
            assertHealthy(talk("bbraun-bcc", socket.getInputStream(), out::write, loop));
        }
    }

    private interface Speaker {
        void say(byte[] bytes) throws IOException;
    }

    private static List<DriverEvent> talk(String protocol, InputStream in, Speaker out, SimulatorLoop loop)
            throws IOException, InterruptedException {
        Driver driver = Drivers.named(protocol).orElseThrow();
        DriverSession session = driver.open();
        List<DriverEvent> events = new ArrayList<>();
        long start = System.nanoTime();
        byte[] buffer = new byte[4_096];
        while (System.nanoTime() - start < PATIENCE_NANOS && readings(events) < READINGS) {
            assertThat(loop.running()).isTrue();
            long now = (System.nanoTime() - start) / 1_000_000;
            int read = in.available() > 0 ? in.read(buffer) : 0;
            session.received(ByteBuffer.wrap(buffer, 0, read), now, event -> take(event, events, out));
            session.ticked(now, event -> take(event, events, out));
            Thread.sleep(5);
        }
        return events;
    }

    private static void take(DriverEvent event, List<DriverEvent> events, Speaker out) {
        events.add(event);
        if (event instanceof DriverEvent.Transmit(ByteBuffer bytes)) {
            byte[] said = new byte[bytes.remaining()];
            bytes.duplicate().get(said);
            try {
                out.say(said);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static long readings(List<DriverEvent> events) {
        return events.stream().filter(DriverEvent.Measured.class::isInstance).count();
    }

    private static void assertHealthy(List<DriverEvent> events) {
        assertThat(readings(events)).isGreaterThanOrEqualTo(READINGS);
        assertThat(events).noneMatch(DriverEvent.Malformed.class::isInstance);
    }

    private static BedsideDevice device(String protocol, Wire wire) {
        Patient patient = new RecordedPatient(Recording.bundledNumerics("03"), Recording.bundledSignals(), 0);
        return DeviceFactory.onLine(
                protocol,
                new DeviceId("line-01"),
                patient,
                wire,
                new LineFaults(List.of(), new SplittableRandom(5)),
                DeviceClock.from(Instant.parse("2026-11-20T09:00:00Z")));
    }
}
