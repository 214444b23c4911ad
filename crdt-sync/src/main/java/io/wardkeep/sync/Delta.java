package io.wardkeep.sync;

import io.wardkeep.lattice.GrowingRanges;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A join-irreducible bundle: rows, blocks, losses, and exactly the ranges for which they are everything that is live. A
 * sequence of a stream of registers that is inside {@code covered} and that no row names is one that has been
 * superseded. Facts and observations are never superseded: in their streams every covered sequence is named, by a row,
 * a block or a loss, and what is not there is not covered.
 *
 * @param rows live rows
 * @param blocks observation blocks
 * @param lost declared losses
 * @param covered what the receiver may add to its context once all of this is durable; no empty ranges
 * @param heads by stream the value of its hash chain after the highest sequence that is covered, as its writer made it;
 *     a stream of which the sender does not know it is left out
 */
public record Delta(
        List<Row> rows,
        List<ObservationBlock> blocks,
        List<Lost> lost,
        Map<StreamId, Ranges> covered,
        Map<StreamId, Long> heads) {

    /** Nothing. */
    public static final Delta EMPTY = new Delta(List.of(), List.of(), List.of(), Map.of());

    /** Copies. */
    public Delta {
        rows = List.copyOf(rows);
        blocks = List.copyOf(blocks);
        lost = List.copyOf(lost);
        covered = Map.copyOf(covered);
        heads = Map.copyOf(heads);
    }

    /** A delta that says nothing of chains. */
    public Delta(List<Row> rows, List<ObservationBlock> blocks, List<Lost> lost, Map<StreamId, Ranges> covered) {
        this(rows, blocks, lost, covered, Map.of());
    }

    /**
     * What a scan of a stream of rows has found.
     *
     * @param rows live rows of {@code stream}
     * @param covered what was looked at; of facts, which are never superseded, only what was found is covered, so that
     *     a store that has lost one does not tell others that it is gone
     */
    public static Delta ofRows(StreamId stream, List<Row> rows, Ranges covered) {
        Ranges told = covered;
        if (stream.shard().family().isFacts()) {
            GrowingRanges found = new GrowingRanges();
            rows.forEach(row -> found.add(row.dot().seq(), row.dot().seq()));
            told = found.toRanges();
        }
        return told.isEmpty() ? EMPTY : new Delta(rows, List.of(), List.of(), Map.of(stream, told));
    }

    /** The same with these chain values. */
    public Delta withHeads(Map<StreamId, Long> values) {
        return new Delta(rows, blocks, lost, covered, values);
    }

    /** Where a stream's chain stands after what this covers, if it says so. */
    public Optional<ChainHead> head(StreamId stream) {
        Long value = heads.get(stream);
        return value == null
                ? Optional.empty()
                : Optional.of(new ChainHead(stream, covered(stream).max(), value));
    }

    /** Nothing at all? */
    public boolean isEmpty() {
        return covered.isEmpty();
    }

    /** What it covers of one stream. */
    public Ranges covered(StreamId stream) {
        return covered.getOrDefault(stream, Ranges.EMPTY);
    }

    /**
     * Of streams of registers, what is covered and no row names: rows that have been superseded, or that their
     * authority holds no more. Whoever shows such a row takes it away.
     */
    public Map<StreamId, Ranges> absent() {
        Map<StreamId, Ranges> absent = new HashMap<>();
        covered.forEach((stream, ranges) -> {
            if (stream.shard().family().isRegister()) {
                absent.put(stream, ranges);
            }
        });
        for (Row row : rows) {
            long seq = row.dot().seq();
            absent.computeIfPresent(row.stream(), (_, rest) -> rest.minus(Ranges.of(seq, seq)));
        }
        absent.values().removeIf(Ranges::isEmpty);
        return absent;
    }

    /** What it says about one stream, as a holding to join. */
    public Holding holding(StreamId stream) {
        Ranges losses = Ranges.EMPTY;
        for (Lost loss : lost) {
            if (loss.stream().equals(stream)) {
                losses = losses.plus(loss.first(), loss.last());
            }
        }
        for (ObservationBlock block : blocks) {
            if (block.stream().equals(stream)) {
                losses = losses.minus(Ranges.of(block.first(), block.last()));
            }
        }
        return new Holding(covered(stream), losses);
    }

    /**
     * The part of it that is about {@code wanted} of one stream.
     *
     * @throws MalformedBytesException when a block that must be cut cannot be read
     */
    public Delta only(StreamId stream, Ranges wanted) throws MalformedBytesException {
        Ranges both = covered(stream).intersect(wanted);
        if (both.isEmpty()) {
            return EMPTY;
        }
        List<Row> someRows = rows.stream()
                .filter(row ->
                        row.stream().equals(stream) && both.contains(row.dot().seq()))
                .toList();
        List<ObservationBlock> someBlocks = new ArrayList<>();
        for (ObservationBlock block : blocks) {
            if (block.stream().equals(stream)) {
                someBlocks.addAll(Blocks.keep(block, both));
            }
        }
        List<Lost> someLost = new ArrayList<>();
        for (Lost loss : lost) {
            if (loss.stream().equals(stream)) {
                someLost.addAll(loss.keep(both));
            }
        }
        Long head = both.max() == covered(stream).max() ? heads.get(stream) : null;
        return new Delta(
                someRows, someBlocks, someLost, Map.of(stream, both), head == null ? Map.of() : Map.of(stream, head));
    }
}
