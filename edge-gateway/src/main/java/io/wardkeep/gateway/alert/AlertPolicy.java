package io.wardkeep.gateway.alert;

import io.wardkeep.ward.record.PauseEnds;

/**
 * What a house wants of its alerts.
 *
 * @param pauseMillisMax longest pause of the sound; a longer wish is cut
 * @param remindMillis after how long an alert that goes on is said again
 * @param acknowledgeMillis after how long an acknowledged alert that goes on wants attention again; 0 for never
 */
public record AlertPolicy(long pauseMillisMax, long remindMillis, long acknowledgeMillis) {

    /** Two minutes' pause, said again every two minutes, acknowledged for good. */
    public static final AlertPolicy ORDINARY = new AlertPolicy(PauseEnds.LONGEST_MILLIS, 120_000, 0);

    /** Rejects a policy that could silence for ever. */
    public AlertPolicy {
        if (pauseMillisMax < 0 || pauseMillisMax > 600_000 || remindMillis < 1_000 || acknowledgeMillis < 0) {
            throw new IllegalArgumentException("a pause lasts up to 10 minutes, and a reminder comes at all");
        }
    }
}
