package io.wardkeep.ward;

import java.util.Optional;

/**
 * When a metric at a bed alerts. A value above {@code high} or below {@code low} violates; equal does not. The
 * condition starts when violations have lasted longer than {@code delayMillis}, and ends when {@code holdMillis} have
 * passed without one.
 *
 * @param low lowest allowed value, if any
 * @param high highest allowed value, if any
 * @param delayMillis 0 to 300,000
 * @param holdMillis 0 to 300,000; the hysteresis in time
 * @param hysteresis how far inside the limit the value must come back before it counts as not violating, 0 or more
 * @param priority of the condition
 * @param latching does it go on sounding after its end until somebody acts?
 * @param enabled is it judged at all?
 */
public record Limits(
        Optional<Decimal> low,
        Optional<Decimal> high,
        long delayMillis,
        long holdMillis,
        Decimal hysteresis,
        AlertPriority priority,
        boolean latching,
        boolean enabled) {

    /** Longest delay and hold. */
    public static final long DELAY_MILLIS_MAX = 300_000;

    /**
     * Rejects delays out of range. Crossed limits exist: they are what a merge can produce, and an alert of their own.
     */
    public Limits {
        if (delayMillis < 0 || delayMillis > DELAY_MILLIS_MAX || holdMillis < 0 || holdMillis > DELAY_MILLIS_MAX) {
            throw new IllegalArgumentException("delay and hold must be 0 to " + DELAY_MILLIS_MAX + " ms");
        }
        if (hysteresis.mantissa() < 0) {
            throw new IllegalArgumentException("hysteresis must not be negative");
        }
    }

    /** Low limit not below the high one: nothing could be right. */
    public boolean crossed() {
        return low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) >= 0;
    }
}
