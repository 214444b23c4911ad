package io.wardkeep.driver.intellivue;

/**
 * The monitor's clock: eighths of milliseconds since it was switched on, in 32 bits that wrap after six days. Unwraps
 * them, and tells at which of the gateway's times a count was: messages are late by as much as they wait and never
 * early, so the fastest of the last one to two minutes is believed. Owned by one session.
 */
final class TickClock {

    /** Ticks a millisecond. */
    static final int PER_MILLI = 8;

    /** Results of one poll overlap those of another by seconds; a count that falls back further began anew. */
    private static final int FALLS_BACK_MAX = 60_000 * PER_MILLI;

    private static final long WINDOW_MILLIS = 60_000;
    /** A message that is so much later than the fastest was not late: one of the clocks was set or stood still. */
    private static final long LATE_MILLIS_MAX = 30_000;

    private boolean started;
    private long lastTicks;
    private int restarts;
    private long windowMillis;
    private long lag;
    private long lagBefore = Long.MAX_VALUE;

    /**
     * A message came.
     *
     * @param relative the 32 bits that it carries
     * @return the unwrapped count
     */
    long take(long relative, long nowMillis) {
        int ahead = (int) (relative - lastTicks);
        long ticks;
        if (!started || ahead < -FALLS_BACK_MAX) {
            ticks = relative;
            restarts += started ? 1 : 0;
            started = true;
            lastTicks = ticks;
            believe(ticks, nowMillis);
        } else {
            ticks = lastTicks + ahead;
            lastTicks = Math.max(lastTicks, ticks);
        }
        long late = nowMillis - Math.floorDiv(ticks, PER_MILLI);
        if (late - Math.min(lag, lagBefore) > LATE_MILLIS_MAX) {
            believe(ticks, nowMillis);
        } else if (nowMillis - windowMillis >= WINDOW_MILLIS) {
            lagBefore = lag;
            lag = late;
            windowMillis = nowMillis;
        } else {
            lag = Math.min(lag, late);
        }
        return ticks;
    }

    private void believe(long ticks, long nowMillis) {
        lag = nowMillis - Math.floorDiv(ticks, PER_MILLI);
        lagBefore = Long.MAX_VALUE;
        windowMillis = nowMillis;
    }

    /** The gateway's time of a count. */
    long gatewayMillis(long ticks) {
        return Math.floorDiv(ticks, PER_MILLI) + Math.min(lag, lagBefore);
    }

    /** Milliseconds since the monitor was switched on. */
    static long deviceMillis(long ticks) {
        return Math.floorDiv(ticks, PER_MILLI);
    }

    /** How often the count began anew: counts of different numbers cannot be compared. */
    int restarts() {
        return restarts;
    }
}
