package io.wardkeep.gateway.uplink;

import io.wardkeep.sync.SyncStatus;
import java.util.Optional;

/**
 * How the link to the hub is, a snapshot at most a quarter of a second old.
 *
 * @param state where it is
 * @param sinceMillis wall time of the last change of {@code state}
 * @param session figures of the session that runs
 * @param attempts failed attempts since the last session that ran
 * @param rejected how many sessions ended because of what one end said: not a frame, against the rules, forked
 * @param trouble the last of those ends, while no later session has run; empty when all is well
 * @param lastReason why there is no session, or why the last one ended; empty at first
 */
public record UplinkStatus(
        State state,
        long sinceMillis,
        Optional<SyncStatus> session,
        long attempts,
        String lastReason,
        long rejected,
        String trouble) {

    /** Where the link is. */
    public enum State {
        /** Waits before the next attempt. */
        WAITING,
        /** An attempt is being made. */
        CONNECTING,
        /** A session runs. */
        CONNECTED,
        /** Closed for good. */
        CLOSED
    }
}
