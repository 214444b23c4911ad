package io.wardkeep.driver.toy;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.Measurements;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.driver.TechnicalStates;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Finds frames {@code 'T' high low sum} among bytes. */
final class ToySession implements DriverSession {

    static final Metric TEMPERATURE = Measurements.metric(150_364);

    private static final int FRAME_BYTES = 4;
    private static final int NO_PROBE = 0xFFFF;
    private static final int SKIPPED_MAX = 64;

    private final byte[] window = new byte[FRAME_BYTES];
    private final TechnicalStates conditions = new TechnicalStates();
    private int held;
    private int skipped;
    /** A line that is opened in the middle of a frame is no error. */
    private boolean everSynchronised;

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            window[held++] = bytes.get();
            if (held == FRAME_BYTES) {
                if (isFrame()) {
                    reportSkipped(events);
                    everSynchronised = true;
                    report((window[1] & 0xFF) << 8 | window[2] & 0xFF, nowMillis, events);
                    held = 0;
                } else {
                    skipOne(events);
                }
            }
        }
    }

    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        // The device speaks by itself; silence is judged by the port's owner.
    }

    private void report(int hundredths, long nowMillis, Consumer<DriverEvent> events) {
        boolean off = hundredths == NO_PROBE;
        conditions.report(TechnicalCondition.SENSOR_OFF, off, events);
        Observation observation = off
                ? Measurements.missing(TEMPERATURE, Validity.SENSOR_OFF, nowMillis, Reading.NO_DEVICE_TIME)
                : Measurements.value(TEMPERATURE, hundredths, 2, Validity.VALID, nowMillis, Reading.NO_DEVICE_TIME);
        events.accept(new DriverEvent.Measured(observation));
    }

    private boolean isFrame() {
        return window[0] == 'T' && (byte) (window[0] + window[1] + window[2]) == window[3];
    }

    private void skipOne(Consumer<DriverEvent> events) {
        System.arraycopy(window, 1, window, 0, --held);
        skipped++;
        if (skipped == SKIPPED_MAX) {
            everSynchronised = true;
            reportSkipped(events);
        }
    }

    private void reportSkipped(Consumer<DriverEvent> events) {
        if (skipped > 0 && everSynchronised) {
            events.accept(new DriverEvent.Malformed("unsynchronised", skipped));
        }
        skipped = 0;
    }
}
