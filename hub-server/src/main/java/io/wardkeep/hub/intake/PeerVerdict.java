package io.wardkeep.hub.intake;

import io.wardkeep.ward.WardId;
import java.util.Set;
import java.util.UUID;

/** Whether a connection may speak, by its certificate. */
public sealed interface PeerVerdict {

    /**
     * It may.
     *
     * @param site the box's id
     * @param name what people call it
     * @param wards whose shards it may exchange
     */
    record Known(UUID site, String name, Set<WardId> wards) implements PeerVerdict {

        /** Copies. */
        public Known {
            wards = Set.copyOf(wards);
        }
    }

    /**
     * It may not.
     *
     * @param reason told to it, and logged on both sides
     */
    record Refused(String reason) implements PeerVerdict {}
}
