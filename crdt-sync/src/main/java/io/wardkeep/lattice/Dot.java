package io.wardkeep.lattice;

/**
 * The name of one event: the {@code seq}-th that {@code actor} minted in the stream that the context speaks of.
 *
 * @param actor who minted it
 * @param seq counts from 1 without gaps
 */
public record Dot(Actor actor, long seq) implements Comparable<Dot> {

    /** Rejects a sequence below 1. */
    public Dot {
        if (seq < 1) {
            throw new IllegalArgumentException("a dot's sequence counts from 1, not " + seq);
        }
    }

    /** Canonical order: actor, then sequence. */
    @Override
    public int compareTo(Dot other) {
        int byActor = actor.compareTo(other.actor);
        return byActor != 0 ? byActor : Long.compare(seq, other.seq);
    }
}
