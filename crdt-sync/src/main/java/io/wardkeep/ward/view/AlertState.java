package io.wardkeep.ward.view;

/** Where an alert episode stands, for people. */
public enum AlertState {
    /** Goes on, and nobody has acknowledged its newest epoch. */
    ACTIVE_UNACK,
    /** Goes on; its newest epoch is acknowledged. */
    ACTIVE_ACK,
    /** Over, but keeps signalling until somebody acts. */
    LATCHED,
    /** Over. */
    ENDED
}
