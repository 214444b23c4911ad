package io.wardkeep.driver.nonin;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.driver.TechnicalStates;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Four bytes a second; the first has its top bit set, the others have not. */
final class Format8Session implements DriverSession {

    private static final int FRAME_BYTES = 4;
    private static final int TOP_BIT = 0x80;
    private static final int OUT_OF_TRACK = 0x20;
    private static final int SENSOR_ALARM = 0x08;
    private static final int LOW_BATTERY = 0x01;
    private static final int SKIPPED_MAX = 256;

    private final int[] frame = new int[FRAME_BYTES];
    private final TechnicalStates conditions = new TechnicalStates();
    private int held;
    private int skipped;
    private boolean everSynchronised;
    /** Something that was no frame stood before this one: it may be a part of it. */
    private boolean doubtful;

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            int octet = bytes.get() & 0xFF;
            boolean first = (octet & TOP_BIT) != 0;
            if (first) {
                // A frame cut short by the next one is given up as a whole.
                skip(held, events);
                held = 0;
            } else if (held == 0) {
                skip(1, events);
                continue;
            }
            frame[held++] = octet;
            if (held == FRAME_BYTES) {
                held = 0;
                complete(nowMillis, events);
            }
        }
    }

    /** The device speaks by itself and has no time-outs of its own. */
    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        // Nothing to poll for; silence is judged by the port's owner.
    }

    private void skip(int count, Consumer<DriverEvent> events) {
        if (count == 0) {
            return;
        }
        skipped += count;
        // A line opened in the middle of a frame leaves up to three bytes behind, and that is no error.
        doubtful |= everSynchronised || skipped >= FRAME_BYTES;
        if (skipped >= SKIPPED_MAX) {
            events.accept(new DriverEvent.Malformed("unsynchronised", skipped));
            skipped = 0;
            everSynchronised = true;
        }
    }

    private void complete(long nowMillis, Consumer<DriverEvent> events) {
        if (doubtful) {
            doubtful = false;
            everSynchronised = true;
            events.accept(new DriverEvent.Malformed("unsynchronised", skipped + FRAME_BYTES));
            skipped = 0;
            return;
        }
        everSynchronised = true;
        skipped = 0;
        boolean outOfTrack = (frame[0] & OUT_OF_TRACK) != 0;
        boolean sensorOff = (frame[3] & SENSOR_ALARM) != 0;
        conditions.report(TechnicalCondition.SENSOR_OFF, sensorOff, events);
        conditions.report(TechnicalCondition.SIGNAL_POOR, outOfTrack, events);
        conditions.report(TechnicalCondition.BATTERY_LOW, (frame[3] & LOW_BATTERY) != 0, events);
        int rate = (frame[0] & 0x03) << 7 | frame[1];
        events.accept(new DriverEvent.Measured(NoninValues.saturation(frame[2], sensorOff, outOfTrack, nowMillis)));
        events.accept(new DriverEvent.Measured(NoninValues.rate(rate, sensorOff, outOfTrack, nowMillis)));
    }
}
