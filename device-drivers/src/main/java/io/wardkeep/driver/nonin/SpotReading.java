package io.wardkeep.driver.nonin;

import io.wardkeep.driver.DeviceClock;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.driver.TechnicalStates;
import java.util.function.Consumer;

/**
 * What the data of a spot check say. A reading from the device's memory has no time but that of the device's clock,
 * which nobody set: it is left out and never given as if it were measured now.
 */
final class SpotReading {

    /** The data may grow at their end. */
    static final int BYTES_MIN = 14;

    private static final int NO_MEASUREMENT = 0x01;
    private static final int SMART_POINT = 0x02;
    private static final int FROM_MEMORY = 0x10;
    private static final int LOW_BATTERY = 0x01;

    private static final DriverEvent FROM_BEFORE = new DriverEvent.LeftOut("stored-reading");

    private final TechnicalStates conditions = new TechnicalStates();

    void report(byte[] frame, int at, long nowMillis, Consumer<DriverEvent> events) {
        int quality = frame[at + 8];
        int state = frame[at + 9];
        conditions.report(TechnicalCondition.BATTERY_LOW, (state & LOW_BATTERY) != 0, events);
        if ((state & FROM_MEMORY) != 0) {
            events.accept(FROM_BEFORE);
            return;
        }
        boolean none = (quality & NO_MEASUREMENT) != 0;
        boolean doubted = (quality & SMART_POINT) == 0;
        int rate = (frame[at + 10] & 0x01) << 8 | frame[at + 11] & 0xFF;
        int saturation = frame[at + 13] & 0x7F;
        long deviceMillis = deviceMillis(frame, at);
        events.accept(new DriverEvent.Measured(
                NoninValues.saturation(none ? 0 : saturation, false, doubted, nowMillis, deviceMillis)));
        events.accept(
                new DriverEvent.Measured(NoninValues.rate(none ? 0 : rate, false, doubted, nowMillis, deviceMillis)));
    }

    /** Century, year, month, day, hour, minute, second, two decimal digits a byte. */
    private static long deviceMillis(byte[] frame, int at) {
        return DeviceClock.millis(
                100 * digits(frame[at]) + digits(frame[at + 1]),
                digits(frame[at + 2]),
                digits(frame[at + 3]),
                digits(frame[at + 4]),
                digits(frame[at + 5]),
                digits(frame[at + 6]));
    }

    /** No clock has the number that stands for digits that are none. */
    private static int digits(byte pair) {
        int high = pair >> 4 & 0x0F;
        int low = pair & 0x0F;
        return high > 9 || low > 9 ? -10_000 : high * 10 + low;
    }
}
