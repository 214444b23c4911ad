package io.wardkeep.gateway.alert;

import io.wardkeep.ward.Decimal;
import java.util.Optional;

/**
 * What a raise rests on.
 *
 * @param limit the limit that was crossed
 * @param value the value that crossed it
 * @param unit context-free code of the unit of both; 0 where there is neither
 */
record Evidence(Optional<Decimal> limit, Optional<Decimal> value, int unit) {

    /** Nothing that could be put as a number. */
    static final Evidence NONE = new Evidence(Optional.empty(), Optional.empty(), 0);
}
