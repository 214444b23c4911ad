package io.wardkeep.ward.record;

import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Limits;
import io.wardkeep.ward.Metric;
import java.util.Optional;

/**
 * What a person asks of the limits of a metric. The same rule at the bed and at the hub.
 *
 * @param low low limit; empty for none
 * @param high high limit; empty for none
 * @param delayMillis new delay; empty leaves what is in force
 * @param holdMillis new hold; empty leaves what is in force
 * @param priority new priority; empty leaves what is in force
 * @param enabled judge it at all? Empty leaves what is in force; limits where there were none are judged
 */
public record LimitsChange(
        Optional<Decimal> low,
        Optional<Decimal> high,
        Optional<Long> delayMillis,
        Optional<Long> holdMillis,
        Optional<AlertPriority> priority,
        Optional<Boolean> enabled) {

    /** What becomes of a wish. */
    public sealed interface Outcome {

        /**
         * It may be set.
         *
         * @param limits these
         */
        record Accepted(Limits limits) implements Outcome {}

        /**
         * It must not be set.
         *
         * @param reason for the person, one sentence
         */
        record Refused(String reason) implements Outcome {}
    }

    /**
     * The limits that are asked for.
     *
     * @param before what is in force
     * @param metric whose limits they are
     */
    public Outcome over(Limits before, Metric metric) {
        if (!low.map(metric::plausible).orElse(true)
                || !high.map(metric::plausible).orElse(true)) {
            return new Outcome.Refused("a limit outside what can be measured alerts always or never");
        }
        boolean none = before.low().isEmpty() && before.high().isEmpty();
        Limits wanted;
        try {
            wanted = new Limits(
                    low,
                    high,
                    delayMillis.orElse(before.delayMillis()),
                    holdMillis.orElse(before.holdMillis()),
                    before.hysteresis(),
                    priority.orElse(before.priority()),
                    before.latching(),
                    enabled.orElse(none || before.enabled()));
        } catch (IllegalArgumentException outOfRange) {
            return new Outcome.Refused(String.valueOf(outOfRange.getMessage()));
        }
        return wanted.crossed()
                ? new Outcome.Refused("the low limit must be below the high limit")
                : new Outcome.Accepted(wanted);
    }
}
