package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.segment.BitCoder;
import io.wardkeep.segment.SegmentCodec;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What data say, by what the data before them said. Mutable, of one end. */
final class DeltaModel {

    private static final int NUMBER = 65;
    private static final int BLOCK_BYTES = 32;

    /** Blocks beyond so many in one frame are sent as they are: making a block is work for its reader. */
    private static final int MODELLED_MAX = 256;

    private static final LossReason[] REASONS = LossReason.values();

    private final StreamModel streams;
    private final SpanModel covers = new SpanModel();
    private final RowModel rows;
    private final ReadingModel.Habits habits = new ReadingModel.Habits();
    private final int[] counts = BitCoder.cells(NUMBER, 500, 1);
    private final int[] flags = BitCoder.cells(4, 700, 1);
    private final int[] rowCounts = BitCoder.cells(NUMBER, 500, 1);
    private final int[] rowGaps = BitCoder.cells(NUMBER, 500, 1);
    private final int[] blockCounts = BitCoder.cells(NUMBER, 500, 1);
    private final int[] blockFirsts = BitCoder.cells(NUMBER, 300, 1);
    private final int[] blockLengths = BitCoder.cells(NUMBER, 600, 2);
    private final int[] lossCounts = BitCoder.cells(NUMBER, 100, 1);
    private final int[] lossFirsts = BitCoder.cells(NUMBER, 600, 2);
    private final int[] lossLengths = BitCoder.cells(NUMBER, 600, 2);
    private final int[] lossTimes = BitCoder.cells(NUMBER, 600, 2);
    private long lastLossMillis;

    private static final int HAS_HEAD = 0;
    private static final int DENSE = 1;
    private static final int MODELLED = 2;

    DeltaModel(StreamModel streams) {
        this.streams = streams;
        rows = new RowModel(streams);
    }

    /** What is being put together. */
    private static final class Parts {
        final List<Row> rows = new ArrayList<>();
        final List<ObservationBlock> blocks = new ArrayList<>();
        final List<Lost> lost = new ArrayList<>();
        final TreeMap<StreamId, Ranges> covered = new TreeMap<>();
        final Map<StreamId, Long> heads = new HashMap<>();
        int modelled;
    }

    /** Codes a delta. Readings are foretold only in what comes in their order: not on the backlog. */
    Delta code(BitCoder coder, @Nullable Delta given, Lane lane, Literals literals, Budget budget)
            throws MalformedBytesException {
        Parts parts = new Parts();
        List<StreamId> names = given == null
                ? List.of()
                : given.covered().keySet().stream().sorted().toList();
        long count = coder.number(counts, 0, names.size());
        for (long index = 0; index != count; index++) {
            StreamModel.Memory memory = streams.code(coder, given == null ? null : names.get((int) index), budget);
            StreamId stream = memory.stream;
            if (!parts.covered.isEmpty() && parts.covered.lastKey().compareTo(stream) >= 0) {
                throw new MalformedBytesException("streams out of order");
            }
            Ranges covered = covers.code(coder, given == null ? null : given.covered(stream), memory.nextData, budget);
            parts.covered.put(stream, covered);
            head(coder, given, stream, parts);
            if (stream.shard().family() == Family.OBS) {
                blocks(coder, given, memory, lane != Lane.BACKLOG, covered, literals, budget, parts);
                losses(coder, given, stream, budget, parts);
            } else {
                rows(coder, given, stream, covered, budget, parts);
            }
            memory.nextData = covered.max() + 1;
        }
        return given != null ? given : new Delta(parts.rows, parts.blocks, parts.lost, parts.covered, parts.heads);
    }

    private void head(BitCoder coder, @Nullable Delta given, StreamId stream, Parts parts) {
        Long head = given == null ? null : given.heads().get(stream);
        if (coder.flag(flags, HAS_HEAD, head != null)) {
            parts.heads.put(stream, coder.raw64(head == null ? 0 : head));
        }
    }

    private void rows(
            BitCoder coder, @Nullable Delta given, StreamId stream, Ranges covered, Budget budget, Parts parts)
            throws MalformedBytesException {
        List<Row> some = given == null
                ? List.of()
                : of(given.rows(), row -> row.stream().equals(stream), Comparator.comparing(Row::dot));
        if (coder.flag(flags, DENSE, given != null && isDense(some, covered))) {
            int index = 0;
            for (int range = 0; range < covered.count(); range++) {
                for (long seq = covered.first(range); seq <= covered.last(range); seq++) {
                    parts.rows.add(rows.code(coder, given == null ? null : some.get(index++), stream, seq, budget));
                }
            }
            return;
        }
        long count = coder.number(rowCounts, 0, some.size());
        long before = 0;
        for (long index = 0; index != count; index++) {
            Row row = given == null ? null : some.get((int) index);
            long seq = before
                    + 1
                    + coder.number(rowGaps, 0, row == null ? 0 : row.dot().seq() - before - 1);
            if (seq <= before) {
                throw new MalformedBytesException("rows out of order");
            }
            parts.rows.add(rows.code(coder, row, stream, seq, budget));
            before = seq;
        }
    }

    /** Is there exactly one row for every sequence? */
    private static boolean isDense(List<Row> rows, Ranges covered) {
        return rows.size() == covered.cardinality()
                && rows.stream().allMatch(row -> covered.contains(row.dot().seq()));
    }

    private void blocks(
            BitCoder coder,
            @Nullable Delta given,
            StreamModel.Memory memory,
            boolean inOrder,
            Ranges covered,
            Literals literals,
            Budget budget,
            Parts parts)
            throws MalformedBytesException {
        StreamId stream = memory.stream;
        List<ObservationBlock> some = given == null
                ? List.of()
                : of(
                        given.blocks(),
                        block -> block.stream().equals(stream),
                        Comparator.comparingLong(ObservationBlock::first));
        long count = coder.number(blockCounts, 0, some.size());
        long next = covered.isEmpty() ? 1 : covered.first(0);
        long before = 0;
        for (long index = 0; index != count; index++) {
            budget.take(BLOCK_BYTES);
            ObservationBlock block = given == null ? null : some.get((int) index);
            long first = next + coder.signedNumber(blockFirsts, 0, block == null ? 0 : block.first() - next);
            long more = coder.number(blockLengths, 0, block == null ? 0 : block.last() - block.first());
            boolean may = inOrder && parts.modelled < MODELLED_MAX;
            List<Observation> readings = block == null || !may ? List.of() : modelled(block);
            long last = first + more;
            if (first <= before) {
                throw new MalformedBytesException("blocks out of order");
            }
            before = last;
            Bytes body;
            if (may && coder.flag(flags, MODELLED, !readings.isEmpty())) {
                parts.modelled++;
                body = readings(coder, block == null ? null : readings, memory, more + 1, budget);
            } else {
                body = literals.next(block == null ? null : block.body());
                budget.take(body.size());
            }
            parts.blocks.add(
                    block != null ? block : DeltaCodec.valid(() -> new ObservationBlock(stream, first, last, body)));
            next = last + 1;
        }
    }

    /** The readings of a small block of numbers that they lead back to, byte by byte; none for any other. */
    private static List<Observation> modelled(ObservationBlock block) {
        if (block.count() > ReadingModel.BLOCK_READINGS_MAX) {
            return List.of();
        }
        try {
            List<Observation> numbers = new ArrayList<>();
            for (Reading reading : Blocks.readings(block)) {
                if (!(reading instanceof Observation number)) {
                    return List.of();
                }
                numbers.add(number);
            }
            return SegmentCodec.encode(numbers).equals(block.body()) ? numbers : List.of();
        } catch (MalformedBytesException _) {
            // Whoever gets it finds that out as well.
            return List.of();
        }
    }

    private Bytes readings(
            BitCoder coder, @Nullable List<Observation> given, StreamModel.Memory memory, long count, Budget budget)
            throws MalformedBytesException {
        if (count < 1 || count > ReadingModel.BLOCK_READINGS_MAX) {
            throw new MalformedBytesException("a block of " + count + " readings one by one");
        }
        budget.take(count);
        ReadingModel model = memory.readings;
        if (model == null) {
            model = new ReadingModel(habits);
            memory.readings = model;
        }
        List<Observation> readings = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            readings.add(model.code(coder, given == null ? null : given.get(index)));
        }
        return given != null ? Bytes.EMPTY : SegmentCodec.encode(readings);
    }

    private void losses(BitCoder coder, @Nullable Delta given, StreamId stream, Budget budget, Parts parts)
            throws MalformedBytesException {
        List<Lost> some = given == null
                ? List.of()
                : of(given.lost(), loss -> loss.stream().equals(stream), Comparator.comparingLong(Lost::first));
        long count = coder.number(lossCounts, 0, some.size());
        long before = 0;
        for (long index = 0; index != count; index++) {
            budget.take(BLOCK_BYTES);
            Lost loss = given == null ? null : some.get((int) index);
            long first = before + 1 + coder.number(lossFirsts, 0, loss == null ? 0 : loss.first() - before - 1);
            long last = first + coder.number(lossLengths, 0, loss == null ? 0 : loss.last() - loss.first());
            int reason = (int) coder.upTo(
                    REASONS.length - 1L, loss == null ? 0 : loss.reason().ordinal());
            lastLossMillis += coder.signedNumber(lossTimes, 0, loss == null ? 0 : loss.atMillis() - lastLossMillis);
            long at = lastLossMillis;
            if (first <= before) {
                throw new MalformedBytesException("losses out of order");
            }
            parts.lost.add(
                    loss != null ? loss : DeltaCodec.valid(() -> new Lost(stream, first, last, REASONS[reason], at)));
            before = last;
        }
    }

    private static <T> List<T> of(List<T> all, Predicate<T> which, Comparator<T> order) {
        return all.stream().filter(which).sorted(order).toList();
    }
}
