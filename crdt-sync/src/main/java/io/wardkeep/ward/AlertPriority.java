package io.wardkeep.ward;

/** IEC 60601-1-8 priorities, lowest first, so that comparing them compares urgency. */
public enum AlertPriority {
    /** Awareness required. */
    LOW,
    /** Prompt response required. */
    MEDIUM,
    /** Immediate response required. */
    HIGH
}
