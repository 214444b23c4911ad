package io.wardkeep.sync;

/** Why a session ended. The order is part of the wire form: add at the end only. */
public enum EndReason {
    /** This side stops in good order. */
    STOPPING,
    /** The transport is gone. */
    CUT,
    /** Nothing was heard for too long. */
    SILENT,
    /** Bytes that no writer makes. */
    MALFORMED,
    /** Well-formed, but against the rules: another site's dots, a shard that is not shared, a false acknowledgement. */
    VIOLATION,
    /** No common protocol version. */
    VERSION,
    /** No common ward. */
    NOTHING_SHARED,
    /** The store failed; what was not acknowledged is not durable. */
    STORE_FAILED,
    /** The hash chains differ: a box was cloned or restored. */
    FORKED,
    /** The peer has more of this side's own stream than this side: this side was restored from an old image. */
    IDENTITY_REGRESSED,
    /** A newer connection of the same site took over. */
    REPLACED,
    /** The peer's certificate is on the deny list, or foreign. */
    DENIED
}
