package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalReader;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The bytes of a delta: stream by stream in order, each with what it covers, its rows by sequence, its blocks and its
 * losses by first sequence.
 */
final class DeltaCodec {

    private static final int WARD_BYTES_MAX = 64;
    private static final Family[] FAMILIES = Family.values();
    private static final LossReason[] REASONS = LossReason.values();

    private DeltaCodec() {}

    static void write(CanonicalWriter writer, Delta delta) {
        TreeMap<StreamId, Ranges> covered = new TreeMap<>(delta.covered());
        writer.unsigned(covered.size());
        covered.forEach((stream, ranges) -> {
            writeStream(writer, stream);
            ranges.write(writer);
            Long head = delta.heads().get(stream);
            writer.octet(head == null ? 0 : 1);
            if (head != null) {
                writer.fixed64(head);
            }
            if (stream.shard().family() == Family.OBS) {
                writeObservations(writer, delta, stream);
            } else {
                writeRows(writer, delta, stream);
            }
        });
    }

    private static void writeRows(CanonicalWriter writer, Delta delta, StreamId stream) {
        List<Row> rows = delta.rows().stream()
                .filter(row -> row.stream().equals(stream))
                .sorted(Comparator.comparing(Row::dot))
                .toList();
        writer.unsigned(rows.size());
        for (Row row : rows) {
            writer.unsigned(row.dot().seq()).text(row.key());
            row.supersedes().write(writer);
            writer.fixed64(row.at().packed()).unsigned(row.kind()).block(row.payload());
        }
    }

    private static void writeObservations(CanonicalWriter writer, Delta delta, StreamId stream) {
        List<ObservationBlock> blocks = delta.blocks().stream()
                .filter(block -> block.stream().equals(stream))
                .sorted(Comparator.comparingLong(ObservationBlock::first))
                .toList();
        writer.unsigned(blocks.size());
        for (ObservationBlock block : blocks) {
            writer.unsigned(block.first()).unsigned(block.last()).block(block.body());
        }
        List<Lost> losses = delta.lost().stream()
                .filter(loss -> loss.stream().equals(stream))
                .sorted(Comparator.comparingLong(Lost::first))
                .toList();
        writer.unsigned(losses.size());
        for (Lost loss : losses) {
            writer.unsigned(loss.first()).unsigned(loss.last());
            writer.octet(loss.reason().ordinal()).signed(loss.atMillis());
        }
    }

    static Delta read(CanonicalReader reader) throws MalformedBytesException {
        TreeMap<StreamId, Ranges> covered = new TreeMap<>();
        Map<StreamId, Long> heads = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        List<ObservationBlock> blocks = new ArrayList<>();
        List<Lost> losses = new ArrayList<>();
        for (int left = reader.unsignedInt(reader.remaining()); left > 0; left--) {
            StreamId stream = readStreamAfter(reader, covered);
            covered.put(stream, Ranges.read(reader));
            readHead(reader, stream, heads);
            if (stream.shard().family() == Family.OBS) {
                readBlocks(reader, stream, blocks);
                readLosses(reader, stream, losses);
            } else {
                readRows(reader, stream, rows);
            }
        }
        return new Delta(rows, blocks, losses, covered, heads);
    }

    private static void readHead(CanonicalReader reader, StreamId stream, Map<StreamId, Long> heads)
            throws MalformedBytesException {
        int present = reader.octet();
        if (present > 1) {
            throw reader.malformed("a chain head is there or not, not " + present);
        }
        if (present == 1) {
            heads.put(stream, reader.fixed64());
        }
    }

    private static void readRows(CanonicalReader reader, StreamId stream, List<Row> rows)
            throws MalformedBytesException {
        long before = 0;
        for (int left = reader.unsignedInt(reader.remaining()); left > 0; left--) {
            long seq = reader.unsigned();
            if (seq <= before) {
                throw reader.malformed("rows out of order");
            }
            before = seq;
            String key = reader.text(Row.KEY_BYTES_MAX);
            VersionVector supersedes = VersionVector.read(reader);
            HybridTimestamp at = new HybridTimestamp(reader.fixed64());
            int kind = reader.unsignedInt(Integer.MAX_VALUE);
            Bytes payload = reader.block(Row.PAYLOAD_BYTES_MAX);
            Dot dot = new Dot(stream.actor(), seq);
            rows.add(valid(reader, () -> new Row(stream.shard(), key, dot, supersedes, at, kind, payload)));
        }
    }

    private static void readBlocks(CanonicalReader reader, StreamId stream, List<ObservationBlock> blocks)
            throws MalformedBytesException {
        long before = 0;
        for (int left = reader.unsignedInt(reader.remaining()); left > 0; left--) {
            long first = reader.unsigned();
            long last = reader.unsigned();
            if (first <= before) {
                throw reader.malformed("blocks out of order");
            }
            before = last;
            Bytes body = reader.block(reader.remaining());
            blocks.add(valid(reader, () -> new ObservationBlock(stream, first, last, body)));
        }
    }

    private static void readLosses(CanonicalReader reader, StreamId stream, List<Lost> losses)
            throws MalformedBytesException {
        long before = 0;
        for (int left = reader.unsignedInt(reader.remaining()); left > 0; left--) {
            long first = reader.unsigned();
            long last = reader.unsigned();
            int reason = reader.octet();
            long at = reader.signed();
            if (first <= before || reason >= REASONS.length) {
                throw reader.malformed("losses out of order, or of an unknown reason");
            }
            before = last;
            losses.add(valid(reader, () -> new Lost(stream, first, last, REASONS[reason], at)));
        }
    }

    static void writeShard(CanonicalWriter writer, ShardId shard) {
        writer.text(shard.ward().name()).octet(shard.family().ordinal());
    }

    static ShardId readShard(CanonicalReader reader) throws MalformedBytesException {
        WardId ward = readWard(reader, WARD_BYTES_MAX);
        int family = reader.octet();
        if (family >= FAMILIES.length) {
            throw reader.malformed("unknown family " + family);
        }
        return new ShardId(ward, FAMILIES[family]);
    }

    static WardId readWard(CanonicalReader reader, int bytesMax) throws MalformedBytesException {
        String name = reader.text(bytesMax);
        return valid(reader, () -> new WardId(name));
    }

    static void writeStream(CanonicalWriter writer, StreamId stream) {
        writeShard(writer, stream.shard());
        writer.actor(stream.actor()).unsigned(stream.device());
    }

    static StreamId readStream(CanonicalReader reader) throws MalformedBytesException {
        ShardId shard = readShard(reader);
        var actor = reader.actor();
        int device = reader.unsignedInt(Integer.MAX_VALUE);
        return valid(reader, () -> new StreamId(shard, actor, device));
    }

    /** A stream that must come after all that are in {@code before}. */
    static StreamId readStreamAfter(CanonicalReader reader, SortedMap<StreamId, ?> before)
            throws MalformedBytesException {
        StreamId stream = readStream(reader);
        if (!before.isEmpty() && before.lastKey().compareTo(stream) >= 0) {
            throw reader.malformed("streams out of order");
        }
        return stream;
    }

    /** A value whose constructor knows best what is valid. */
    static <T> T valid(Supplier<T> value) throws MalformedBytesException {
        try {
            return value.get();
        } catch (IllegalArgumentException invalid) {
            throw new MalformedBytesException(String.valueOf(invalid.getMessage()));
        }
    }

    private static <T> T valid(CanonicalReader reader, Supplier<T> value) throws MalformedBytesException {
        try {
            return value.get();
        } catch (IllegalArgumentException invalid) {
            throw reader.malformed(String.valueOf(invalid.getMessage()));
        }
    }
}
