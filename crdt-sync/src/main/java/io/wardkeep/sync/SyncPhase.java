package io.wardkeep.sync;

/** How far a session has come. */
public enum SyncPhase {
    /** Waits for the store's contexts or for the peer's greeting. */
    GREETING,
    /** Exchanges. */
    RUNNING,
    /** Over. */
    ENDED
}
