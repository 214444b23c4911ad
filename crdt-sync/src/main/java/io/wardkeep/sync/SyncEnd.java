package io.wardkeep.sync;

/**
 * How a session ended.
 *
 * @param reason why
 * @param detail for people; no patient data
 * @param byPeer did the peer end it?
 * @param incarnationMax with {@link EndReason#IDENTITY_REGRESSED} and {@link EndReason#FORKED}, when it is this side's
 *     own writing that is in doubt: the incarnation in doubt, as an unsigned number; the next life must be above. Else
 *     0
 */
public record SyncEnd(EndReason reason, String detail, boolean byPeer, int incarnationMax) {}
