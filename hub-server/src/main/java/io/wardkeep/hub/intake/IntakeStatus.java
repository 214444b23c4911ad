package io.wardkeep.hub.intake;

import io.wardkeep.sync.SyncStatus;
import io.wardkeep.ward.WardId;
import java.util.Set;
import java.util.UUID;

/**
 * How a gateway's link is, a snapshot.
 *
 * @param site the box's id
 * @param name what people call it
 * @param wards whose shards it exchanges
 * @param connected does its session stand?
 * @param sinceMillis wall time since when {@code connected} is as it is
 * @param session figures of the session, or of the last one
 * @param lastReason why the last session ended; empty before the first end
 * @param rejected how many sessions ended because of what the gateway said: not a frame, against the rules, forked
 * @param trouble the last of those ends, while no later session has run; empty when all is well
 */
public record IntakeStatus(
        UUID site,
        String name,
        Set<WardId> wards,
        boolean connected,
        long sinceMillis,
        SyncStatus session,
        String lastReason,
        long rejected,
        String trouble) {

    /** Copies. */
    public IntakeStatus {
        wards = Set.copyOf(wards);
    }
}
