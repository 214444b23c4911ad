package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.segment.BitCoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows as what differs from the last row of the same key, or from the last of the same kind where the key is new.
 * Mutable, of one end.
 */
final class RowModel {

    /** Keys that are remembered. */
    static final int KEYS_MAX = 1_024;

    /** A payload that is longer is not kept for comparison. */
    static final int KEPT_BYTES_MAX = 1_024;

    /** A version vector of more actors is not kept. */
    private static final int KEPT_ACTORS_MAX = 16;

    private static final int ROW_BYTES = 48;
    private static final int ACTOR_BYTES = 32;
    private static final int NUMBER = 65;
    private static final int KINDS = 16;
    private static final int FAMILIES = Family.values().length;

    private record Key(ShardId shard, String name) {}

    /** The last row of a key. */
    private static final class Memory {
        VersionVector next = VersionVector.EMPTY;
        int kind = -1;
        PayloadModel.@Nullable Before payload;
    }

    private final StreamModel streams;
    private final PayloadModel payloads = new PayloadModel();
    private final Slots<Key> keys = new Slots<>(KEYS_MAX);
    private final List<Memory> memories = new ArrayList<>();
    private final PayloadModel.@Nullable Before[] kinds = new PayloadModel.Before[FAMILIES * KINDS];
    private final int[] lastKinds = new int[FAMILIES];
    private final int[] prefixes = BitCoder.cells(NUMBER, 600, 2);
    private final int[] lengths = BitCoder.cells(NUMBER, 600, 2);
    private final int[] texts = BitCoder.cells(256, 500, 1);
    private final int[] foretold = BitCoder.cells(3 * FAMILIES, 800, 1);
    private final int[] actors = BitCoder.cells(NUMBER, 500, 2);
    private final int[] seqs = BitCoder.cells(NUMBER, 600, 2);
    private final int[] times = BitCoder.cells(NUMBER, 600, 2);
    private final int[] counters = BitCoder.cells(1, 800, 2);
    private final int[] sameKind = BitCoder.cells(2 * FAMILIES, 700, 1);
    private final int[] kindNumbers = BitCoder.cells(NUMBER, 500, 2);
    private byte[] lastText = new byte[0];
    private HybridTimestamp lastAt = new HybridTimestamp(0);

    RowModel(StreamModel streams) {
        this.streams = streams;
    }

    /** Codes the row of {@code seq} in a stream. */
    Row code(BitCoder coder, @Nullable Row given, StreamId stream, long seq, Budget budget)
            throws MalformedBytesException {
        budget.take(ROW_BYTES);
        int family = stream.shard().family().ordinal();
        int slot = keys.code(coder, given == null ? Slots.NEW : keys.numberOf(new Key(given.shard(), given.key())));
        boolean isNew = slot == Slots.NEW;
        if (isNew) {
            String name = text(coder, given == null ? null : given.key(), budget);
            slot = keys.add(new Key(stream.shard(), name));
            Slots.put(memories, slot, new Memory());
        }
        Key key = keys.value(slot);
        if (!key.shard().equals(stream.shard())) {
            throw new MalformedBytesException("a key of another shard");
        }
        Memory memory = memories.get(slot);
        VersionVector supersedes =
                supersedes(coder, given == null ? null : given.supersedes(), isNew, memory.next, family, budget);
        HybridTimestamp at = at(coder, given == null ? null : given.at());
        int kind = kind(coder, given == null ? 0 : given.kind(), isNew, memory, family);
        PayloadModel.Before before =
                memory.kind == kind && memory.payload != null ? memory.payload : kinds[family * KINDS + kind % KINDS];
        Bytes payload = payloads.code(coder, given == null ? null : given.payload(), before, at, budget);
        Row row = given != null
                ? given
                : DeltaCodec.valid(() -> new Row(
                        stream.shard(), key.name(), new Dot(stream.actor(), seq), supersedes, at, kind, payload));
        keep(memory, row, family);
        return row;
    }

    private void keep(Memory memory, Row row, int family) {
        VersionVector next = row.supersedes().plus(row.dot());
        memory.next = next.seqByActor().size() <= KEPT_ACTORS_MAX ? next : VersionVector.EMPTY;
        memory.kind = row.kind();
        memory.payload =
                row.payload().size() <= KEPT_BYTES_MAX ? new PayloadModel.Before(row.payload(), row.at()) : null;
        if (memory.payload != null) {
            kinds[family * KINDS + row.kind() % KINDS] = memory.payload;
        }
        lastKinds[family] = row.kind();
        lastAt = row.at();
    }

    private String text(BitCoder coder, @Nullable String given, Budget budget) throws MalformedBytesException {
        byte[] text = given == null ? new byte[0] : given.getBytes(StandardCharsets.UTF_8);
        int common = 0;
        while (common < Math.min(text.length, lastText.length) && text[common] == lastText[common]) {
            common++;
        }
        long shared = coder.number(prefixes, 0, common);
        long rest = coder.number(lengths, 0, text.length - common);
        if (shared < 0 || shared > lastText.length || rest < 0 || shared + rest > Row.KEY_BYTES_MAX) {
            throw new MalformedBytesException("a key of more than " + Row.KEY_BYTES_MAX + " bytes");
        }
        byte[] coded = new byte[(int) (shared + rest)];
        budget.take(coded.length);
        System.arraycopy(lastText, 0, coded, 0, (int) shared);
        for (int index = (int) shared; index < coded.length; index++) {
            int node = 1;
            for (int shift = 7; shift >= 0; shift--) {
                node = 2 * node + coder.bit(texts, node, given == null ? 0 : text[index] >>> shift & 1);
            }
            coded[index] = (byte) node;
        }
        lastText = coded;
        try {
            return given != null
                    ? given
                    : StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(coded))
                            .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedBytesException("a key that is not UTF-8");
        }
    }

    /** As the last writer of the key would have it next; or nothing; or said in full. */
    private VersionVector supersedes(
            BitCoder coder,
            @Nullable VersionVector given,
            boolean isNew,
            VersionVector expected,
            int family,
            Budget budget)
            throws MalformedBytesException {
        budget.take((long) ACTOR_BYTES * expected.seqByActor().size());
        if (coder.flag(foretold, 3 * family + (isNew ? 0 : 1), given != null && given.equals(expected))) {
            return expected;
        }
        if (coder.flag(
                foretold, 3 * family + 2, given != null && given.seqByActor().isEmpty())) {
            return VersionVector.EMPTY;
        }
        long count =
                coder.number(actors, 0, given == null ? 0 : given.seqByActor().size());
        budget.take(count < 0 || count > Integer.MAX_VALUE ? -1 : ACTOR_BYTES * count);
        TreeMap<Actor, Long> vector = new TreeMap<>();
        var entries = given == null ? null : given.seqByActor().entrySet().iterator();
        for (long left = count; left > 0; left--) {
            Map.Entry<Actor, Long> entry = entries == null ? null : entries.next();
            Actor actor = streams.actor(coder, entry == null ? null : entry.getKey());
            long seq = coder.number(seqs, 0, entry == null ? 0 : entry.getValue());
            if (seq < 1 || (!vector.isEmpty() && vector.lastKey().compareTo(actor) >= 0)) {
                throw new MalformedBytesException("version vector out of order");
            }
            vector.put(actor, seq);
        }
        return given == null ? new VersionVector(vector) : given;
    }

    private HybridTimestamp at(BitCoder coder, @Nullable HybridTimestamp given) throws MalformedBytesException {
        long delta = coder.signedNumber(times, 0, given == null ? 0 : given.millis() - lastAt.millis());
        int expected = delta == 0 ? lastAt.counter() + 1 : 0;
        int counter = expected;
        if (!coder.flag(counters, 0, given != null && given.counter() == expected)) {
            counter = (int) coder.raw(given == null ? 0 : given.counter(), 16);
        }
        return given == null ? HybridTimestamp.of(lastAt.millis() + delta, counter) : given;
    }

    private int kind(BitCoder coder, int given, boolean isNew, Memory memory, int family)
            throws MalformedBytesException {
        int expected = isNew ? lastKinds[family] : memory.kind;
        if (coder.flag(sameKind, 2 * family + (isNew ? 1 : 0), given == expected)) {
            return expected;
        }
        long kind = coder.number(kindNumbers, 0, given);
        if (kind < 0 || kind > Integer.MAX_VALUE) {
            throw new MalformedBytesException("a kind beyond 31 bits");
        }
        return (int) kind;
    }
}
