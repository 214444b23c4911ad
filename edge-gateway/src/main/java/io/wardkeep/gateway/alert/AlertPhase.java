package io.wardkeep.gateway.alert;

/** What a step of the state machine tells the outside, in the event phases of IHE ACM (PCD-04). */
public enum AlertPhase {
    /** Nothing to tell. */
    NONE,
    /** A new occurrence. */
    START,
    /** Still there, said again. */
    CONTINUE,
    /** Over. */
    END,
    /** Something about it changed. */
    UPDATE,
    /** The priority rose. */
    ESCALATE,
    /** The priority fell. */
    DEESCALATE,
    /** A latched occurrence was put away. */
    RESET
}
