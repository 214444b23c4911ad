package io.wardkeep.sync;

import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.Ranges;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a stream of rows is seen, and what of that is live.
 *
 * @param seen the exact context
 * @param live the dots of the rows that are live
 */
public record LiveDots(Ranges seen, Ranges live) {

    /** Nothing seen. */
    public static final LiveDots NOTHING = new LiveDots(Ranges.EMPTY, Ranges.EMPTY);

    /** How many dots are compared by one hash. */
    public static final int BLOCK = 4_096;

    /** The last block that there can be. */
    static final long BLOCK_MAX = Long.MAX_VALUE / BLOCK - 1;

    /** What is live has been seen. */
    public LiveDots {
        if (!seen.containsAll(live)) {
            throw new IllegalArgumentException("live " + live + " is not within " + seen);
        }
    }

    /** The sequences of a block. */
    static Ranges block(long number) {
        return Ranges.of(Math.max(1, number * BLOCK), number * BLOCK + BLOCK - 1);
    }

    /** The part of this in a block. */
    LiveDots in(long block) {
        return new LiveDots(seen.intersect(block(block)), live.intersect(block(block)));
    }

    /** A hash of each block in which anything is live. */
    SortedMap<Long, Long> hashes() {
        TreeMap<Long, Long> hashes = new TreeMap<>();
        for (int index = 0; index < live.count(); index++) {
            for (long block = live.first(index) / BLOCK; block <= live.last(index) / BLOCK; block++) {
                hashes.computeIfAbsent(block, this::hash);
            }
        }
        return hashes;
    }

    private long hash(long block) {
        CanonicalWriter writer = new CanonicalWriter();
        live.intersect(block(block)).write(writer);
        return Tracks.hash(writer.toBytes().toArray());
    }

    /** A hash of all that is live of some streams. */
    static long hash(SortedMap<StreamId, LiveDots> streams) {
        CanonicalWriter writer = new CanonicalWriter();
        streams.forEach((stream, dots) -> {
            if (!dots.live().isEmpty()) {
                DeltaCodec.writeStream(writer, stream);
                dots.live().write(writer);
            }
        });
        return Tracks.hash(writer.toBytes().toArray());
    }

    /** What both have seen and only one holds live. */
    Ranges differing(LiveDots other) {
        Ranges one = live.minus(other.live).union(other.live.minus(live));
        return one.intersect(seen).intersect(other.seen);
    }
}
