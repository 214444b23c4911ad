package io.wardkeep.simulator.patient;

import java.time.Duration;

/**
 * How something comes over a body and goes: it grows, stays, and passes at the pace at which it came.
 *
 * @param toPercent how far it goes
 * @param over how long it grows
 * @param stays how long it stays
 */
public record Course(int toPercent, Duration over, Duration stays) {

    /** Rejects more than everything. */
    public Course {
        if (toPercent < 0 || toPercent > 100) {
            throw new IllegalArgumentException("to must be 0 to 100, not " + toPercent);
        }
    }

    /** From its start to its complete end. */
    public Duration length() {
        return over.multipliedBy(2).plus(stays);
    }

    /** Which part, 0…1, of the way it has gone, so many milliseconds after its start. */
    public double depth(long sinceMillis) {
        double pace = Math.max(1, over.toMillis());
        return Math.clamp(Math.min(sinceMillis / pace, (length().toMillis() - sinceMillis) / pace), 0, 1);
    }
}
