package io.wardkeep.simulation;

/** Mistakes that real systems have made, to see whether the simulation would notice. */
public enum Mutation {
    /** None: the code as it is. */
    NONE,
    /** The context is "the highest sequence seen" (delta_crdt_ex #65, js-delta-crdts, Pekko's types). */
    CONTEXT_BY_MAXIMUM,
    /** "Seen" is recorded in one commit and the content in the next (Corrosion #577). */
    SEEN_BEFORE_COMMITTED,
    /** A box that came back with an older disk goes on as the same actor and mints its dots again. */
    REUSED_IDENTITY,
    /** A commit that failed leaves the clock, here the context, where success would have put it. */
    CLOCK_BUMPED_ON_FAILURE,
    /** A replica takes over its peer's digest instead of computing its own from what it holds. */
    ADOPTED_DIGEST,
    /** What superseded a value is forgotten after a while, and the value comes back to life. */
    TTL_TOMBSTONE
}
