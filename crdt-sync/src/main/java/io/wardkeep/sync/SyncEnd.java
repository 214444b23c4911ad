package io.wardkeep.sync;

/**
 * How a session ended.
 *
 * @param reason why
 * @param detail for people; no patient data
 * @param byPeer did the peer end it?
 * @param incarnationMax with {@link EndReason#IDENTITY_REGRESSED} the highest incarnation of this site that anybody
 *     knows, as an unsigned number: the next life must be above; else 0
 */
public record SyncEnd(EndReason reason, String detail, boolean byPeer, int incarnationMax) {}
