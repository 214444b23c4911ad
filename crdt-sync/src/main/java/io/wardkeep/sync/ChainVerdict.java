package io.wardkeep.sync;

/** What a store finds when it compares a peer's {@link ChainHead} with its own chain. */
public enum ChainVerdict {
    /** Both have the same value there. */
    SAME,
    /** Both have a value there, and it is not the same: two writers used one name. */
    DIFFERENT,
    /** The position is after everything of this stream that is here. */
    BEYOND,
    /** This store cannot tell its value there any more, or never could. */
    UNKNOWN
}
