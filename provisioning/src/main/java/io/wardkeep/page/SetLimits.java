package io.wardkeep.page;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.record.LimitsChange;
import java.util.List;

/**
 * A person sets the limits of one metric at a bed.
 *
 * @param bed whose
 * @param code the metric's context-free MDC code
 * @param change what to
 * @param seen ids of the siblings that the person saw: exactly these are superseded
 * @param by who
 */
public record SetLimits(BedId bed, int code, LimitsChange change, List<String> seen, Person by) {

    /** Copies. */
    public SetLimits {
        seen = List.copyOf(seen);
    }
}
