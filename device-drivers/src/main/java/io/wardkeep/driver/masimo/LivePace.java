package io.wardkeep.driver.masimo;

/**
 * Tells lines of now from a dump of the device's memory. A live line comes once a second and is a second younger than
 * the one before; records of the memory lie two seconds apart and come back to back, from the oldest on. A clock that
 * somebody sets costs one line. Owned by one session.
 */
final class LivePace {

    private static final long LIVE_STEP_MILLIS = 1_000;
    private static final long AHEAD_MILLIS = 500;
    /** Between three lines; one alone is a clock that was set, lines that were lost, or a gateway that was busy. */
    private static final int STEPS = 2;

    private boolean begun;
    private boolean dumping;
    private int stepsAhead;
    private int stepsOnTime;
    private long lastDeviceMillis;
    private long lastMillis;

    /** Is a line of this device time, which came now, about now? */
    boolean isLive(long deviceMillis, long nowMillis) {
        long step = deviceMillis - lastDeviceMillis;
        boolean inStep = step >= 0 && step <= LIVE_STEP_MILLIS;
        boolean ahead = !inStep && step - (nowMillis - lastMillis) > AHEAD_MILLIS;
        lastDeviceMillis = deviceMillis;
        lastMillis = nowMillis;
        if (!begun) {
            begun = true;
            return true;
        }
        stepsAhead = ahead ? Math.min(stepsAhead + 1, STEPS) : 0;
        stepsOnTime = ahead || step < 0 ? 0 : Math.min(stepsOnTime + 1, STEPS);
        if (step < 0 || stepsAhead == STEPS) {
            dumping = true;
        } else if (inStep || stepsOnTime == STEPS) {
            dumping = false;
        }
        return !dumping;
    }
}
