package io.wardkeep.sync;

import io.wardkeep.lattice.GrowingRanges;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.ward.Reading;
import java.util.List;
import java.util.TreeMap;

/**
 * Compares, entry by entry, what a peer holds of a stream with what is here. What one of the two holds no more, because
 * it was superseded or turned into a loss later, proves nothing.
 */
final class Matching {

    private static final int SCAN_BYTES = 256 << 10;

    /** What one side says of a stream: rows or readings by sequence, and where a loss was minted. */
    private record Content(TreeMap<Long, Object> entries, Ranges lost) {

        Ranges named() {
            return Ranges.ofAscending(entries.keySet());
        }
    }

    private Matching() {}

    /** What the two have in the same way, and what in different ways. */
    static StoreResult.Matched of(ReplicaStore store, StreamId stream, Delta told) {
        Content theirs = content(told, stream);
        Ranges same = Ranges.EMPTY;
        Ranges different = Ranges.EMPTY;
        Ranges left = told.covered(stream);
        while (!left.isEmpty()) {
            Delta here = store.scan(stream, left, SCAN_BYTES);
            Ranges covered = here.covered(stream);
            if (covered.isEmpty()) {
                break;
            }
            left = left.minus(covered);
            Content ours = content(here, stream);
            GrowingRanges equal = new GrowingRanges();
            ours.entries().forEach((seq, entry) -> {
                if (entry.equals(theirs.entries().get(seq))) {
                    equal.add(seq, seq);
                }
            });
            Ranges both = ours.named().intersect(theirs.named());
            same = same.union(equal.toRanges()).union(ours.lost().intersect(theirs.lost()));
            different = different
                    .union(both.minus(equal.toRanges()))
                    .union(ours.lost().intersect(theirs.named()))
                    .union(ours.named().intersect(theirs.lost()));
        }
        return new StoreResult.Matched(same, different);
    }

    private static Content content(Delta delta, StreamId stream) {
        TreeMap<Long, Object> entries = new TreeMap<>();
        for (Row row : delta.rows()) {
            if (row.stream().equals(stream)) {
                entries.put(row.dot().seq(), row);
            }
        }
        for (ObservationBlock block : delta.blocks()) {
            if (block.stream().equals(stream)) {
                long seq = block.first();
                for (Reading reading : readings(block)) {
                    entries.put(seq++, reading);
                }
            }
        }
        Ranges lost = Ranges.EMPTY;
        for (Lost loss : delta.lost()) {
            if (loss.stream().equals(stream) && loss.reason().isMinted()) {
                lost = lost.plus(loss.first(), loss.last());
            }
        }
        return new Content(entries, lost);
    }

    private static List<Reading> readings(ObservationBlock block) {
        try {
            return Blocks.readings(block);
        } catch (MalformedBytesException unreadable) {
            throw new IllegalStateException("a block that was validated cannot be read", unreadable);
        }
    }
}
