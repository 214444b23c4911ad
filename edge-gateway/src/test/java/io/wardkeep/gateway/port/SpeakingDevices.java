package io.wardkeep.gateway.port;

import io.wardkeep.driver.list.Drivers;
import io.wardkeep.simulator.DeviceFactory;
import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.ward.DeviceId;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What simulated devices that speak by themselves say, without a line: bytes for each step of time. */
final class SpeakingDevices {

    /** All there are. */
    static final List<String> PROTOCOLS = DeviceFactory.ON_LINES.stream()
            // An analyser and an HL7 sender speak first and wait for an answer; nobody waits for a spot check.
            .filter(protocol -> !List.of("astm", "hl7", "nonin-df13").contains(protocol))
            .filter(protocol -> Drivers.named(protocol).orElseThrow().sheet().speaksFirst())
            .toList();

    private static final DeviceId DEVICE = new DeviceId("ox-01");

    private final Patient patient = new RecordedPatient(Recording.bundledNumerics("03"), Recording.bundledSignals(), 0);
    private final int skipped;

    /** The first bytes are not heard: the line was opened later. */
    SpeakingDevices(int skipped) {
        this.skipped = skipped;
    }

    byte[][] bytes(String protocol, int seconds, long stepMillis) {
        Recorder wire = new Recorder();
        byte[][] steps = new byte[(int) (seconds * 1_000L / stepMillis)][];
        int toSkip = skipped;
        try (BedsideDevice device = DeviceFactory.onLine(
                protocol,
                DEVICE,
                patient,
                wire,
                new LineFaults(List.of(), new SplittableRandom(1)),
                DeviceClock.from(Instant.parse("2026-11-20T09:00:00Z")))) {
            for (int step = 0; step < steps.length; step++) {
                device.advance((step + 1) * stepMillis);
                byte[] said = wire.bytes.toByteArray();
                wire.bytes.reset();
                int gone = Math.min(toSkip, said.length);
                toSkip -= gone;
                steps[step] = Arrays.copyOfRange(said, gone, said.length);
            }
        }
        return steps;
    }

    private static final class Recorder implements Wire {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public boolean send(byte[] sent) {
            bytes.writeBytes(sent);
            return true;
        }

        @Override
        public byte[] receive() {
            return new byte[0];
        }

        @Override
        public void unplug() {
            // No cable.
        }

        @Override
        public void plug() {
            // No cable.
        }

        @Override
        public String place() {
            return "memory";
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }
}
