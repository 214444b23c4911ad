package io.wardkeep.sync;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A session's figures, a snapshot.
 *
 * @param phase how far it has come
 * @param peerSite who is at the other end, once it has greeted
 * @param peerName its name; empty before
 * @param backlogSent entries that we hold and that the peer has not acknowledged
 * @param backlogReceived entries that the peer holds and that are not yet durable here
 * @param sentLagMillis for how long the peer has lacked something of ours; 0 when in step
 * @param receivedLagMillis for how long we have lacked something of the peer's; 0 when in step
 * @param bytesSent by lane of data frames; greetings, contexts and acknowledgements are in {@code bytesSentOther}
 * @param bytesReceived by lane of data frames
 * @param bytesSentOther all other frames
 * @param bytesReceivedOther all other frames
 * @param clockOffsetMillis the peer's clock minus ours, estimated
 * @param lastHeardMillis monotonic time of the last frame
 */
public record SyncStatus(
        SyncPhase phase,
        Optional<UUID> peerSite,
        String peerName,
        long backlogSent,
        long backlogReceived,
        long sentLagMillis,
        long receivedLagMillis,
        Map<Lane, Long> bytesSent,
        Map<Lane, Long> bytesReceived,
        long bytesSentOther,
        long bytesReceivedOther,
        OptionalLong clockOffsetMillis,
        long lastHeardMillis) {

    /** Copies. */
    public SyncStatus {
        bytesSent = Map.copyOf(bytesSent);
        bytesReceived = Map.copyOf(bytesReceived);
    }

    /** Both ends hold the same, as far as either knows. */
    public boolean inStep() {
        return phase == SyncPhase.RUNNING && backlogSent == 0 && backlogReceived == 0;
    }
}
