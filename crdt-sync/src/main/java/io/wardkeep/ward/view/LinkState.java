package io.wardkeep.ward.view;

/** What a bed's tile rests on. */
public enum LinkState {
    /** Its devices are heard. */
    LIVE,
    /** Everything that it has is too old. */
    STALE,
    /** The way to its gateway or to its devices is gone. */
    LOST,
    /** No patient, no device. */
    FREE
}
