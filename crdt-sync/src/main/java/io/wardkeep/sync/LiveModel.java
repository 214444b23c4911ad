package io.wardkeep.sync;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.segment.BitCoder;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one end of one direction of a connection remembers of what was said, and the messages by it. The same code
 * writes and reads: where a message is given it is written, else it is read. Both ends remember the same after every
 * frame; after one that could not be read the session is over. Mutable, for one thread.
 *
 * <p>Bounded whatever is said: at most {@value StreamModel#STREAMS_MAX} streams and {@value RowModel#KEYS_MAX} keys, of
 * each key one payload of at most {@value RowModel#KEPT_BYTES_MAX} bytes.
 */
final class LiveModel {

    private static final int NUMBER = 65;
    private static final int NEXT = 0;
    private static final int PUSHED = 1;
    private static final int LAST = 2;
    private static final int SAME_LANE = 3;
    private static final int FLAGS = 4;
    private static final Lane[] LANES = Lane.values();

    private final StreamModel streams = new StreamModel();
    private final DeltaModel deltas = new DeltaModel(streams);
    private final SpanModel held = new SpanModel();
    private final SpanModel lost = new SpanModel();
    private final SpanModel wanted = new SpanModel();
    private final SpanModel acknowledged = new SpanModel();
    private final int[] counts = BitCoder.cells(2 * NUMBER, 500, 1);
    private final int[] flags = BitCoder.cells(FLAGS, 900, 1);
    private final int[] numbers = BitCoder.cells(4 * NUMBER, 600, 2);
    private long lastNumber;
    private long lastRequest;
    private long lastAcknowledged;
    private Lane lastLane = Lane.LIVE;

    SyncMessage.Context context(BitCoder coder, SyncMessage.@Nullable Context given) throws MalformedBytesException {
        Budget budget = new Budget(SyncCodec.FRAME_BYTES_MAX);
        Iterator<Map.Entry<StreamId, Holding>> entries =
                given == null ? null : given.changes().entrySet().iterator();
        TreeMap<StreamId, Holding> changes = new TreeMap<>();
        long count = coder.number(counts, 0, given == null ? 0 : given.changes().size());
        for (long left = count; left != 0; left--) {
            Map.Entry<StreamId, Holding> entry = entries == null ? null : entries.next();
            StreamModel.Memory memory = stream(coder, entry == null ? null : entry.getKey(), changes, budget);
            Holding holding = entry == null ? null : entry.getValue();
            Ranges seen = held.code(coder, holding == null ? null : holding.seen(), memory.nextHeld, budget);
            long first = seen.isEmpty() ? 1 : seen.first(0);
            Ranges gone = lost.code(coder, holding == null ? null : holding.lost(), first, budget);
            if (seen.isEmpty() || !seen.containsAll(gone)) {
                throw new MalformedBytesException("a holding that nobody has");
            }
            memory.nextHeld = seen.max() + 1;
            changes.put(memory.stream, holding == null ? new Holding(seen, gone) : holding);
        }
        return given == null ? new SyncMessage.Context(changes) : given;
    }

    private StreamModel.Memory stream(
            BitCoder coder, @Nullable StreamId given, SortedMap<StreamId, ?> before, Budget budget)
            throws MalformedBytesException {
        StreamModel.Memory memory = streams.code(coder, given, budget);
        if (!before.isEmpty() && before.lastKey().compareTo(memory.stream) >= 0) {
            throw new MalformedBytesException("streams out of order");
        }
        return memory;
    }

    SyncMessage.Want want(BitCoder coder, SyncMessage.@Nullable Want given) throws MalformedBytesException {
        Budget budget = new Budget(SyncCodec.FRAME_BYTES_MAX);
        lastRequest += coder.signedNumber(numbers, 0, given == null ? 0 : given.request() - lastRequest);
        Lane lane = LANES[
                (int) coder.upTo(
                        LANES.length - 1L, given == null ? 0 : given.lane().ordinal())];
        StreamModel.Memory memory = streams.code(coder, given == null ? null : given.stream(), budget);
        Ranges ranges = wanted.code(coder, given == null ? null : given.ranges(), memory.nextWanted, budget);
        memory.nextWanted = ranges.max() + 1;
        int bytesMax = (int) coder.upTo(SyncCodec.FRAME_BYTES_MAX, given == null ? 0 : given.bytesMax());
        if (lastRequest <= 0) {
            throw new MalformedBytesException("a number above 0 is needed");
        }
        return given == null ? new SyncMessage.Want(lastRequest, lane, memory.stream, ranges, bytesMax) : given;
    }

    SyncMessage.Data data(BitCoder coder, SyncMessage.@Nullable Data given, Literals literals, int frameBytes)
            throws MalformedBytesException {
        long number = lastNumber + 1;
        if (!coder.flag(flags, NEXT, given != null && given.number() == number)) {
            number += coder.signedNumber(numbers, NUMBER, given == null ? 0 : given.number() - number);
        }
        lastNumber = number;
        long request = 0;
        if (!coder.flag(flags, PUSHED, given != null && given.request() == 0)) {
            request = coder.number(numbers, 2 * NUMBER, given == null ? 0 : given.request());
        }
        boolean last = coder.flag(flags, LAST, given != null && given.last());
        if (!coder.flag(flags, SAME_LANE, given != null && given.lane() == lastLane)) {
            lastLane = LANES[
                    (int) coder.upTo(
                            LANES.length - 1L, given == null ? 0 : given.lane().ordinal())];
        }
        Lane lane = lastLane;
        if (number <= 0 || request < 0 || frameBytes > lane.frameBytesMax()) {
            throw new MalformedBytesException(frameBytes + " bytes of data on lane " + lane);
        }
        Delta delta = deltas.code(
                coder, given == null ? null : given.delta(), lane, literals, new Budget(lane.frameBytesMax()));
        return given == null ? new SyncMessage.Data(number, request, last, lane, delta) : given;
    }

    SyncMessage.Acknowledgement acknowledgement(BitCoder coder, SyncMessage.@Nullable Acknowledgement given)
            throws MalformedBytesException {
        Budget budget = new Budget(SyncCodec.FRAME_BYTES_MAX);
        lastAcknowledged +=
                coder.signedNumber(numbers, 3 * NUMBER, given == null ? 0 : given.number() - lastAcknowledged);
        if (lastAcknowledged <= 0) {
            throw new MalformedBytesException("a number above 0 is needed");
        }
        Iterator<Map.Entry<StreamId, Ranges>> entries =
                given == null ? null : given.durable().entrySet().iterator();
        TreeMap<StreamId, Ranges> durable = new TreeMap<>();
        long count =
                coder.number(counts, NUMBER, given == null ? 0 : given.durable().size());
        for (long left = count; left != 0; left--) {
            Map.Entry<StreamId, Ranges> entry = entries == null ? null : entries.next();
            StreamModel.Memory memory = stream(coder, entry == null ? null : entry.getKey(), durable, budget);
            Ranges ranges =
                    acknowledged.code(coder, entry == null ? null : entry.getValue(), memory.nextAcknowledged, budget);
            memory.nextAcknowledged = ranges.max() + 1;
            durable.put(memory.stream, ranges);
        }
        return given == null ? new SyncMessage.Acknowledgement(lastAcknowledged, durable) : given;
    }
}
