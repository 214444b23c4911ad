package io.wardkeep.sync;

/** Mistakes that real systems have made, switched on to see whether the simulation would notice. */
enum StoreFault {
    /** None: the code as it is. */
    NONE,
    /** The context is "the highest sequence seen" (delta_crdt_ex #65 and others). */
    CONTEXT_BY_MAXIMUM,
    /** "Seen" is recorded in one commit and the content in the next (Corrosion #577). */
    SEEN_BEFORE_COMMITTED
}
