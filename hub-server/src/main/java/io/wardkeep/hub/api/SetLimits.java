package io.wardkeep.hub.api;

import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.Decimal;
import java.util.List;
import java.util.Optional;

/**
 * A person sets the limits of one metric at a bed.
 *
 * @param bed whose
 * @param code the metric's context-free MDC code
 * @param low low limit; empty for none
 * @param high high limit; empty for none
 * @param delayMillis new delay; empty leaves what is in force
 * @param holdMillis new hold; empty leaves what is in force
 * @param priority new priority; empty leaves what is in force
 * @param enabled judge it at all? Empty leaves what is in force
 * @param seen ids of the siblings that the person saw: exactly these are superseded
 * @param by who
 */
public record SetLimits(
        BedId bed,
        int code,
        Optional<Decimal> low,
        Optional<Decimal> high,
        Optional<Long> delayMillis,
        Optional<Long> holdMillis,
        Optional<AlertPriority> priority,
        Optional<Boolean> enabled,
        List<String> seen,
        Person by) {

    /** Copies. */
    public SetLimits {
        seen = List.copyOf(seen);
    }
}
