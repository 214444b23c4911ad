package io.wardkeep.gateway.journal;

/** What can be wrong with the journal while the gateway goes on. */
public enum JournalTrouble {
    /** The disk has no room for readings; rows are written as long as the reserve lasts. */
    DISK_FULL,
    /** The disk answers with errors, or the journal is damaged. */
    DISK_ERROR,
    /** Readings come faster than they become durable; some were refused. */
    BEHIND
}
