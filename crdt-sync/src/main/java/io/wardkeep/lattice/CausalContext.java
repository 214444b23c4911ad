package io.wardkeep.lattice;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Exactly which dots have been seen: per actor the set of sequence numbers. Never "the highest seen": a delta that was
 * reordered or is partial would then claim dots that nobody holds. Almeida, Shoker, Baquero, "Delta state replicated
 * data types" (arXiv 1603.01529), section 7.2, here as ranges instead of a vector with a cloud.
 *
 * @param seen the non-empty sets, by actor; immutable
 */
public record CausalContext(SortedMap<Actor, Ranges> seen) implements Lattice<CausalContext> {

    /** Nothing seen. */
    public static final CausalContext EMPTY = new CausalContext(new TreeMap<>());

    /** Upper bound of actors in a decoded context. */
    private static final int ACTORS_MAX = 1 << 16;

    /** Copies, and drops empty sets: one context has one form. */
    public CausalContext {
        TreeMap<Actor, Ranges> nonEmpty = new TreeMap<>();
        seen.forEach((actor, ranges) -> {
            if (!ranges.isEmpty()) {
                nonEmpty.put(actor, ranges);
            }
        });
        seen = Collections.unmodifiableSortedMap(nonEmpty);
    }

    /** A single dot. */
    public static CausalContext of(Dot dot) {
        return EMPTY.plus(dot);
    }

    /** What has been seen of an actor. */
    public Ranges of(Actor actor) {
        return seen.getOrDefault(actor, Ranges.EMPTY);
    }

    /** Has this dot been seen? */
    public boolean contains(Dot dot) {
        return of(dot.actor()).contains(dot.seq());
    }

    /** The dot that {@code actor} mints next. Only the actor itself, holding all of its own dots, may ask. */
    public Dot next(Actor actor) {
        return new Dot(actor, of(actor).max() + 1);
    }

    /** With one more dot. */
    public CausalContext plus(Dot dot) {
        TreeMap<Actor, Ranges> more = new TreeMap<>(seen);
        more.merge(dot.actor(), Ranges.of(dot.seq(), dot.seq()), Ranges::union);
        return new CausalContext(more);
    }

    /** What this has seen and {@code other} has not. */
    public CausalContext minus(CausalContext other) {
        TreeMap<Actor, Ranges> rest = new TreeMap<>();
        seen.forEach((actor, ranges) -> rest.put(actor, ranges.minus(other.of(actor))));
        return new CausalContext(rest);
    }

    /** What both have seen. */
    public CausalContext intersect(CausalContext other) {
        TreeMap<Actor, Ranges> both = new TreeMap<>();
        seen.forEach((actor, ranges) -> both.put(actor, ranges.intersect(other.of(actor))));
        return new CausalContext(both);
    }

    /** Has this seen all that {@code other} has? */
    public boolean containsAll(CausalContext other) {
        return other.seen.entrySet().stream()
                .allMatch(entry -> of(entry.getKey()).containsAll(entry.getValue()));
    }

    /** What either has seen. */
    @Override
    public CausalContext join(CausalContext other) {
        TreeMap<Actor, Ranges> union = new TreeMap<>(seen);
        other.seen.forEach((actor, ranges) -> union.merge(actor, ranges, Ranges::union));
        return new CausalContext(union);
    }

    @Override
    public void write(CanonicalWriter writer) {
        writer.unsigned(seen.size());
        for (Map.Entry<Actor, Ranges> entry : seen.entrySet()) {
            writer.actor(entry.getKey());
            entry.getValue().write(writer);
        }
    }

    /** Reads canonical bytes. */
    public static CausalContext read(CanonicalReader reader) throws MalformedBytesException {
        int count = reader.unsignedInt(ACTORS_MAX);
        TreeMap<Actor, Ranges> seen = new TreeMap<>();
        for (int index = 0; index < count; index++) {
            Actor actor = reader.actor();
            Ranges ranges = Ranges.read(reader);
            if (ranges.isEmpty() || (!seen.isEmpty() && seen.lastKey().compareTo(actor) >= 0)) {
                throw reader.malformed("causal context out of order");
            }
            seen.put(actor, ranges);
        }
        return new CausalContext(seen);
    }
}
