package io.wardkeep.driver.contec;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.util.Arrays;
import java.util.function.Consumer;

/** The samples of a quarter of a second; a run ends early where they are trusted otherwise, or some are missing. */
final class PlethRun {

    private static final int RUNS_PER_SECOND = 4;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long periodNanos;
    private final int[] samples;
    private int length;
    private Validity validity = Validity.VALID;
    private long firstMillis;

    PlethRun(int samplesPerSecond) {
        periodNanos = NANOS_PER_SECOND / samplesPerSecond;
        samples = new int[samplesPerSecond / RUNS_PER_SECOND];
    }

    void add(FingerPacket packet, long nowMillis, Consumer<DriverEvent> events) {
        Validity its = packet.sensorOff ? Validity.SENSOR_OFF : packet.doubted ? Validity.QUESTIONABLE : Validity.VALID;
        if (its != validity) {
            end(events);
            validity = its;
        }
        if (length == 0) {
            firstMillis = nowMillis;
        }
        samples[length++] = packet.sensorOff ? Waveform.MISSING : packet.pleth;
        if (length == samples.length) {
            end(events);
        }
    }

    /** Says what there is. */
    void end(Consumer<DriverEvent> events) {
        if (length > 0) {
            events.accept(new DriverEvent.Measured(new Waveform(
                    Oximetry.PLETHYSMOGRAM.code(),
                    Oximetry.PLETHYSMOGRAM.unitCode(),
                    periodNanos,
                    0,
                    Arrays.copyOf(samples, length),
                    validity,
                    firstMillis,
                    Reading.NO_DEVICE_TIME)));
            length = 0;
        }
    }
}
