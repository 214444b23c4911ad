package io.wardkeep.sync;

/** How far a session has come. */
public enum SyncPhase {
    /** Waits for the store's contexts or for the peer's greeting, or settles a life that the peer knows otherwise. */
    GREETING,
    /** Exchanges. */
    RUNNING,
    /** Over. */
    ENDED
}
