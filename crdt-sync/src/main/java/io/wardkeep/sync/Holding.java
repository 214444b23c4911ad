package io.wardkeep.sync;

import io.wardkeep.lattice.Ranges;

/**
 * What a replica durably knows of one stream: the exact context, and which part of it is a declared loss. A small
 * lattice per sequence: unknown &lt; lost &lt; data (or superseded).
 *
 * @param seen the exact context
 * @param lost the part of {@code seen} that is a declared loss
 */
public record Holding(Ranges seen, Ranges lost) {

    /** Knows nothing. */
    public static final Holding NOTHING = new Holding(Ranges.EMPTY, Ranges.EMPTY);

    /** A loss is part of the context. */
    public Holding {
        if (!seen.containsAll(lost)) {
            throw new IllegalArgumentException("lost " + lost + " is not within " + seen);
        }
    }

    /** What is seen and not lost. */
    public Ranges data() {
        return seen.minus(lost);
    }

    /** What either knows; data of either overrides a loss. */
    public Holding join(Holding other) {
        Ranges data = data().union(other.data());
        return new Holding(seen.union(other.seen), lost.union(other.lost).minus(data));
    }

    /** What is left when these can be had no more. */
    Holding losing(Ranges gone) {
        return new Holding(seen, lost.union(gone.intersect(seen)));
    }

    /** What {@code peer} could tell us: data that we lack, and losses of what we know nothing about. */
    public Ranges lacks(Holding peer) {
        return peer.data().minus(data()).union(peer.lost.minus(seen));
    }

    /** Knows nothing? */
    public boolean isEmpty() {
        return seen.isEmpty();
    }
}
