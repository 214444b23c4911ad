package io.wardkeep.lattice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Exactly which dots have been seen: per actor the set of sequence numbers. Never "the highest seen": a delta that was
 * reordered or is partial would then claim dots that nobody holds. Almeida, Shoker, Baquero, "Delta state replicated
 * data types" (arXiv 1603.01529), section 7.2, here as ranges instead of a vector with a cloud.
 */
public final class CausalContext implements Lattice<CausalContext> {

    /** Nothing seen. */
    public static final CausalContext EMPTY = new CausalContext(new Actor[0], new Ranges[0]);

    /** Upper bound of actors in a decoded context. */
    private static final int ACTORS_MAX = 1 << 16;

    /** In their order. */
    private final Actor[] actors;

    /** Beside the actors; none is empty. */
    private final Ranges[] seen;

    private CausalContext(Actor[] actors, Ranges[] seen) {
        this.actors = actors;
        this.seen = seen;
    }

    /** What has been seen of each actor; empty sets are dropped: one context has one form. */
    public CausalContext(SortedMap<Actor, Ranges> seen) {
        List<Actor> some = new ArrayList<>(seen.size());
        List<Ranges> theirs = new ArrayList<>(seen.size());
        seen.forEach((actor, ranges) -> {
            if (!ranges.isEmpty()) {
                some.add(actor);
                theirs.add(ranges);
            }
        });
        this.actors = some.toArray(new Actor[0]);
        this.seen = theirs.toArray(new Ranges[0]);
    }

    /** A single dot. */
    public static CausalContext of(Dot dot) {
        return new CausalContext(new Actor[] {dot.actor()}, new Ranges[] {Ranges.of(dot.seq(), dot.seq())});
    }

    /** The dots of an ascending list. */
    static CausalContext ofAscending(List<Dot> dots) {
        List<Actor> actors = new ArrayList<>();
        List<Ranges> seen = new ArrayList<>();
        for (int index = 0; index < dots.size(); ) {
            Actor actor = dots.get(index).actor();
            GrowingRanges ranges = new GrowingRanges();
            for (; index < dots.size() && dots.get(index).actor().equals(actor); index++) {
                ranges.add(dots.get(index).seq(), dots.get(index).seq());
            }
            actors.add(actor);
            seen.add(ranges.toRanges());
        }
        return new CausalContext(actors.toArray(new Actor[0]), seen.toArray(new Ranges[0]));
    }

    /** How many actors something has been seen of. */
    public int count() {
        return actors.length;
    }

    /** The {@code index}-th of these actors, in their order. */
    public Actor actor(int index) {
        return actors[index];
    }

    /** What has been seen of the {@code index}-th actor. */
    public Ranges ranges(int index) {
        return seen[index];
    }

    /** What has been seen of an actor. */
    public Ranges of(Actor actor) {
        int at = Arrays.binarySearch(actors, actor);
        return at < 0 ? Ranges.EMPTY : seen[at];
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
        return join(of(dot));
    }

    /** What this has seen and {@code other} has not. */
    public CausalContext minus(CausalContext other) {
        return each(other, Ranges::minus);
    }

    /** What both have seen. */
    public CausalContext intersect(CausalContext other) {
        return each(other, Ranges::intersect);
    }

    private CausalContext each(CausalContext other, BinaryOperator<Ranges> operator) {
        Actor[] some = new Actor[actors.length];
        Ranges[] theirs = new Ranges[actors.length];
        int count = 0;
        for (int index = 0; index < actors.length; index++) {
            Ranges ranges = operator.apply(seen[index], other.of(actors[index]));
            if (!ranges.isEmpty()) {
                some[count] = actors[index];
                theirs[count++] = ranges;
            }
        }
        return new CausalContext(Arrays.copyOf(some, count), Arrays.copyOf(theirs, count));
    }

    /** Has this seen all that {@code other} has? */
    public boolean containsAll(CausalContext other) {
        for (int index = 0; index < other.actors.length; index++) {
            if (!of(other.actors[index]).containsAll(other.seen[index])) {
                return false;
            }
        }
        return true;
    }

    /** How many dots both have seen; {@link Long#MAX_VALUE} for that many or more. */
    long countCommon(CausalContext other) {
        long common = 0;
        for (int index = 0; index < actors.length; index++) {
            common += seen[index].countCommon(other.of(actors[index]));
            if (common < 0) {
                return Long.MAX_VALUE;
            }
        }
        return common;
    }

    /** What either has seen; this very context when it has seen all that the other has. */
    @Override
    public CausalContext join(CausalContext other) {
        int unknown = 0;
        for (Actor actor : other.actors) {
            unknown += Arrays.binarySearch(actors, actor) < 0 ? 1 : 0;
        }
        return unknown == 0 ? joinKnown(other) : joinUnknown(other, unknown);
    }

    @SuppressWarnings("ReferenceEquality") // The same set is the sign that nothing changed.
    private CausalContext joinKnown(CausalContext other) {
        Ranges[] joined = seen;
        for (int index = 0; index < other.actors.length; index++) {
            int at = Arrays.binarySearch(actors, other.actors[index]);
            Ranges union = seen[at].union(other.seen[index]);
            if (union != seen[at]) {
                joined = joined == seen ? seen.clone() : joined;
                joined[at] = union;
            }
        }
        return joined == seen ? this : new CausalContext(actors, joined);
    }

    private CausalContext joinUnknown(CausalContext other, int unknown) {
        Actor[] all = new Actor[actors.length + unknown];
        Ranges[] joined = new Ranges[all.length];
        int left = 0;
        int right = 0;
        for (int index = 0; index < all.length; index++) {
            int order = left == actors.length
                    ? 1
                    : right == other.actors.length ? -1 : actors[left].compareTo(other.actors[right]);
            all[index] = order <= 0 ? actors[left] : other.actors[right];
            joined[index] =
                    order < 0 ? seen[left] : order > 0 ? other.seen[right] : seen[left].union(other.seen[right]);
            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }
        return new CausalContext(all, joined);
    }

    @Override
    public void write(CanonicalWriter writer) {
        writer.unsigned(actors.length);
        for (int index = 0; index < actors.length; index++) {
            writer.actor(actors[index]);
            seen[index].write(writer);
        }
    }

    /** Reads canonical bytes. */
    public static CausalContext read(CanonicalReader reader) throws MalformedBytesException {
        int count = reader.unsignedInt(ACTORS_MAX);
        List<Actor> actors = new ArrayList<>();
        List<Ranges> seen = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            Actor actor = reader.actor();
            Ranges ranges = Ranges.read(reader);
            if (ranges.isEmpty() || (!actors.isEmpty() && actors.getLast().compareTo(actor) >= 0)) {
                throw reader.malformed("causal context out of order");
            }
            actors.add(actor);
            seen.add(ranges);
        }
        return new CausalContext(actors.toArray(new Actor[0]), seen.toArray(new Ranges[0]));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof CausalContext that
                        && Arrays.equals(actors, that.actors)
                        && Arrays.equals(seen, that.seen));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(actors) + Arrays.hashCode(seen);
    }

    /** Actors with their ranges, for logs. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < actors.length; index++) {
            text.append(index == 0 ? "" : ", ")
                    .append(actors[index])
                    .append(": ")
                    .append(seen[index]);
        }
        return text.toString();
    }
}
