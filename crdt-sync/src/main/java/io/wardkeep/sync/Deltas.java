package io.wardkeep.sync;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cuts deltas and holdings to what fits a frame. */
final class Deltas {

    private static final int STREAM_BYTES = 96;
    /** About what a range takes. */
    static final int RANGE_BYTES = 20;

    private static final int ROW_BYTES = 48;
    private static final int ACTOR_BYTES = 32;
    private static final int BLOCK_BYTES = 32;

    private Deltas() {}

    /** An upper bound of its encoded length, and of what it costs its reader where that is more. */
    static int estimate(Delta delta) {
        long bytes = 0;
        for (Ranges ranges : delta.covered().values()) {
            bytes += STREAM_BYTES + (long) RANGE_BYTES * ranges.count();
        }
        for (Row row : delta.rows()) {
            bytes += ROW_BYTES
                    + 3L * row.key().length()
                    + row.payload().size()
                    + (long) ACTOR_BYTES * row.supersedes().seqByActor().size();
        }
        for (ObservationBlock block : delta.blocks()) {
            bytes += BLOCK_BYTES + block.weight();
        }
        bytes += (long) BLOCK_BYTES * delta.lost().size();
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    /** Deltas of different streams as one. */
    static Delta together(List<Delta> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        List<Row> rows = new ArrayList<>();
        List<ObservationBlock> blocks = new ArrayList<>();
        List<Lost> lost = new ArrayList<>();
        Map<StreamId, Ranges> covered = new HashMap<>();
        Map<StreamId, Long> heads = new HashMap<>();
        for (Delta part : parts) {
            rows.addAll(part.rows());
            blocks.addAll(part.blocks());
            lost.addAll(part.lost());
            covered.putAll(part.covered());
            heads.putAll(part.heads());
        }
        return new Delta(rows, blocks, lost, covered, heads);
    }

    /** A delta of one stream in parts that fit, newest last for rows and first for observations. */
    static List<Delta> split(Delta delta, int bytesMax) {
        List<Delta> parts = new ArrayList<>();
        split(delta, bytesMax, parts);
        return parts;
    }

    private static void split(Delta delta, int bytesMax, List<Delta> parts) {
        if (delta.isEmpty() || estimate(delta) <= bytesMax) {
            parts.add(delta);
            return;
        }
        StreamId stream = delta.covered().keySet().iterator().next();
        Ranges covered = delta.covered(stream);
        long middle = middle(covered);
        if (middle == covered.max()) {
            throw new IllegalStateException("one entry of " + stream + " does not fit " + bytesMax + " bytes");
        }
        Ranges lower = covered.intersect(Ranges.of(1, middle));
        boolean newestFirst = stream.shard().family() == Family.OBS;
        try {
            split(delta.only(stream, newestFirst ? covered.minus(lower) : lower), bytesMax, parts);
            split(delta.only(stream, newestFirst ? lower : covered.minus(lower)), bytesMax, parts);
        } catch (MalformedBytesException damaged) {
            throw new IllegalStateException("the store gave a block that cannot be read", damaged);
        }
    }

    /** A sequence that has half of the members at or below it. */
    private static long middle(Ranges ranges) {
        long left = (ranges.cardinality() + 1) / 2;
        for (int index = 0; index < ranges.count(); index++) {
            long length = ranges.last(index) - ranges.first(index) + 1;
            if (left <= length) {
                return ranges.first(index) + left - 1;
            }
            left -= length;
        }
        return ranges.max();
    }

    /** A holding in parts of at most so many ranges. */
    static List<Holding> parts(Holding holding, int rangesMax) {
        if (holding.isEmpty()) {
            return List.of();
        }
        Ranges seen = holding.seen();
        if (seen.count() <= rangesMax && holding.lost().count() <= rangesMax) {
            return List.of(holding);
        }
        long middle = middle(seen);
        List<Holding> parts = new ArrayList<>();
        for (Ranges half : List.of(Ranges.of(1, middle), Ranges.of(middle + 1, seen.max()))) {
            parts.addAll(parts(new Holding(seen.intersect(half), holding.lost().intersect(half)), rangesMax));
        }
        return parts;
    }
}
