package io.wardkeep.lattice;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A counter that only grows: per actor the most that it has counted. Shapiro et al., "A comprehensive study of
 * convergent and commutative replicated data types" (INRIA RR-7506, 2011), specification 6.
 *
 * @param countByActor counts above 0; immutable
 */
public record GrowOnlyCounter(SortedMap<Actor, Long> countByActor) implements Lattice<GrowOnlyCounter> {

    /** Zero. */
    public static final GrowOnlyCounter ZERO = new GrowOnlyCounter(new TreeMap<>());

    /** Upper bound of actors in a decoded counter. */
    private static final int ACTORS_MAX = 1 << 16;

    /** Copies; rejects counts below 1. */
    public GrowOnlyCounter {
        countByActor = Collections.unmodifiableSortedMap(new TreeMap<>(countByActor));
        if (countByActor.values().stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("an actor that has not counted is absent");
        }
    }

    /** The sum over all actors. Throws ArithmeticException beyond 63 bits. */
    public long value() {
        return countByActor.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
    }

    /** The delta that counts {@code amount} more, at least 1. Throws ArithmeticException beyond 63 bits. */
    public GrowOnlyCounter increment(Actor actor, long amount) {
        if (amount < 1) {
            throw new IllegalArgumentException("a grow-only counter grows, not by " + amount);
        }
        TreeMap<Actor, Long> one = new TreeMap<>();
        one.put(actor, Math.addExact(countByActor.getOrDefault(actor, 0L), amount));
        return new GrowOnlyCounter(one);
    }

    @Override
    public GrowOnlyCounter join(GrowOnlyCounter other) {
        TreeMap<Actor, Long> joined = new TreeMap<>(countByActor);
        other.countByActor.forEach((actor, count) -> joined.merge(actor, count, Math::max));
        return new GrowOnlyCounter(joined);
    }

    @Override
    public void write(CanonicalWriter writer) {
        writer.unsigned(countByActor.size());
        for (Map.Entry<Actor, Long> entry : countByActor.entrySet()) {
            writer.actor(entry.getKey()).unsigned(entry.getValue());
        }
    }

    /** Reads canonical bytes. */
    public static GrowOnlyCounter read(CanonicalReader reader) throws MalformedBytesException {
        int count = reader.unsignedInt(ACTORS_MAX);
        TreeMap<Actor, Long> counts = new TreeMap<>();
        for (int index = 0; index < count; index++) {
            Actor actor = reader.actor();
            long counted = reader.unsigned();
            if (counted < 1 || (!counts.isEmpty() && counts.lastKey().compareTo(actor) >= 0)) {
                throw reader.malformed("counter out of order");
            }
            counts.put(actor, counted);
        }
        return new GrowOnlyCounter(counts);
    }
}
