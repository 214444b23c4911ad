package io.wardkeep.gateway.alert;

import io.wardkeep.ward.Decimal;
import java.util.Optional;

/**
 * What a raise rests on.
 *
 * @param limit the limit that was crossed
 * @param value the value that crossed it
 * @param unit context-free code of the unit of both; 0 where there is neither
 * @param cause what a device calls its own alarm
 */
record Evidence(Optional<Decimal> limit, Optional<Decimal> value, int unit, Optional<String> cause) {

    /** Nothing that could be put as a number. */
    static final Evidence NONE = new Evidence(Optional.empty(), Optional.empty(), 0, Optional.empty());

    /** A device's own alarm. */
    static Evidence named(String cause) {
        return new Evidence(
                Optional.empty(), Optional.empty(), 0, cause.isBlank() ? Optional.empty() : Optional.of(cause));
    }
}
