package io.wardkeep.sync;

/** What kind of state a shard holds. The order is part of the wire form: add at the end only. */
public enum Family {
    /** Alert episodes: grow-only facts. */
    ALERT,
    /** Limits and other settings: multi-value registers. */
    CONFIG,
    /** Which patient lies in which bed: multi-value registers. */
    ASSIGN,
    /** Notes: multi-value registers. */
    NOTES,
    /** Devices, their ordinals and beds: multi-value registers. */
    ROSTER,
    /** Who did what: per-actor hash chains. */
    AUDIT,
    /** Observations: sealed blocks and declared losses. */
    OBS;

    /** Multi-value registers, in which a row supersedes others; all else only grows. */
    public boolean isRegister() {
        return switch (this) {
            case CONFIG, ASSIGN, NOTES, ROSTER -> true;
            case ALERT, AUDIT, OBS -> false;
        };
    }

    /** Rows that only accumulate: none supersedes another, and none is ever gone. */
    public boolean isFacts() {
        return switch (this) {
            case ALERT, AUDIT -> true;
            case CONFIG, ASSIGN, NOTES, ROSTER, OBS -> false;
        };
    }
}
