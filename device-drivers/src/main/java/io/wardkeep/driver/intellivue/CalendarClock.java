package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.DeviceClock;
import io.wardkeep.ward.Reading;

/**
 * The date and time that people set on the monitor, beside its tick counter: what a time stamp in words is in ticks.
 * Known once the monitor has told both at once. Owned by one session.
 */
final class CalendarClock {

    /** A time stamp that cannot be placed. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final int NO_PAIR = 100_000;
    /** An older measurement than this is not told as one of now. */
    private static final long AGE_MILLIS_MAX = 24 * 3_600_000L;

    private boolean known;
    private long ticks;
    private long calendarMillis;

    /**
     * The monitor said what time it is.
     *
     * @param absolute eight octets of binary coded decimals
     * @param at the same in ticks
     */
    void set(long absolute, long at) {
        long millis = millis(absolute);
        if (millis != Reading.NO_DEVICE_TIME) {
            known = true;
            calendarMillis = millis;
            ticks = at;
        }
    }

    /** Forgets it: the ticks began anew. */
    void clear() {
        known = false;
    }

    /**
     * A time stamp in ticks, or {@link #UNKNOWN}.
     *
     * @param absolute eight octets of binary coded decimals
     * @param nowTicks the present
     */
    long ticks(long absolute, long nowTicks) {
        long millis = millis(absolute);
        if (!known || millis == Reading.NO_DEVICE_TIME) {
            return UNKNOWN;
        }
        long stamped = ticks + (millis - calendarMillis) * TickClock.PER_MILLI;
        long ageMillis = Math.floorDiv(nowTicks - stamped, TickClock.PER_MILLI);
        return ageMillis < 0 || ageMillis > AGE_MILLIS_MAX ? UNKNOWN : stamped;
    }

    /** The last two digits, fractions of seconds, are not used by the monitor. */
    private static long millis(long absolute) {
        return DeviceClock.millis(
                pair(absolute, 7) * 100 + pair(absolute, 6),
                pair(absolute, 5),
                pair(absolute, 4),
                pair(absolute, 3),
                pair(absolute, 2),
                pair(absolute, 1));
    }

    /** Two decimal digits; a number that is in no calendar where they are none. */
    private static int pair(long absolute, int octet) {
        int high = (int) (absolute >>> 8 * octet + 4) & 0xF;
        int low = (int) (absolute >>> 8 * octet) & 0xF;
        return high > 9 || low > 9 ? NO_PAIR : high * 10 + low;
    }
}
