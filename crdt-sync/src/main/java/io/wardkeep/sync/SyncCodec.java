package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalReader;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.ward.WardId;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * The bytes of a message in a plain frame, which stands alone: the magic {@code WK}, the frame version, the type, the
 * body, and CRC32C of all before it. Canonical: one message has one encoding. Decoding allocates no more than a small
 * multiple of what is really there.
 */
public final class SyncCodec {

    /** Longest frame of any lane. */
    public static final int FRAME_BYTES_MAX = 1 << 20;

    /** The oldest protocol version that is spoken, and that of bundles. */
    public static final int VERSION_MIN = 1;

    /** The newest protocol version that is spoken: 2 compares what is live, 3 has live frames. */
    public static final int VERSION = 3;

    private static final int MAGIC = 'W' << 8 | 'K';
    private static final int FRAME_VERSION = 1;
    private static final int HEADER_BYTES = 4;
    private static final int CHECK_BYTES = 4;
    private static final int WARDS_MAX = 4096;
    private static final int WARD_BYTES_MAX = 64;

    private static final int HELLO = 1;
    private static final int CONTEXT = 2;
    private static final int WANT = 3;
    private static final int DATA = 4;
    private static final int ACKNOWLEDGEMENT = 5;
    private static final int PING = 6;
    private static final int PONG = 7;
    private static final int BYE = 8;
    private static final int HEADS = 9;
    private static final int DIGESTS = 10;
    private static final int BLOCK_DIGESTS = 11;
    private static final int LIVE_BLOCKS = 12;

    private static final Lane[] LANES = Lane.values();
    private static final Role[] ROLES = Role.values();
    private static final EndReason[] REASONS = EndReason.values();

    private SyncCodec() {}

    /** The frame of a message. */
    public static Bytes encode(SyncMessage message) {
        CanonicalWriter writer =
                new CanonicalWriter().octet(MAGIC >> 8).octet(MAGIC & 0xFF).octet(FRAME_VERSION);
        switch (message) {
            case SyncMessage.Hello hello -> writeHello(writer.octet(HELLO), hello);
            case SyncMessage.Heads(var heads) -> {
                writer.octet(HEADS).unsigned(heads.size());
                for (ChainHead head : heads) {
                    DeltaCodec.writeStream(writer, head.stream());
                    writer.unsigned(head.seq()).fixed64(head.hash());
                }
            }
            case SyncMessage.Context(var changes) -> writeHoldings(writer.octet(CONTEXT), changes);
            case SyncMessage.Want(long request, var lane, var stream, var ranges, int bytesMax) -> {
                writer.octet(WANT).unsigned(request).octet(lane.ordinal());
                DeltaCodec.writeStream(writer, stream);
                ranges.write(writer);
                writer.unsigned(bytesMax);
            }
            case SyncMessage.Data(long number, long request, boolean last, var lane, var delta) -> {
                writer.octet(DATA).unsigned(number).unsigned(request).octet(last ? 1 : 0);
                DeltaCodec.write(writer.octet(lane.ordinal()), delta);
            }
            case SyncMessage.Acknowledgement(long number, var durable) -> {
                writer.octet(ACKNOWLEDGEMENT).unsigned(number).unsigned(durable.size());
                durable.forEach((stream, ranges) -> {
                    DeltaCodec.writeStream(writer, stream);
                    ranges.write(writer);
                });
            }
            case SyncMessage.Digests(var hashes) -> RepairCodec.writeDigests(writer.octet(DIGESTS), hashes);
            case SyncMessage.BlockDigests(var shard, var hashes) ->
                RepairCodec.writeBlockDigests(writer.octet(BLOCK_DIGESTS), shard, hashes);
            case SyncMessage.LiveBlocks(var blocks) -> RepairCodec.writeLiveBlocks(writer.octet(LIVE_BLOCKS), blocks);
            case SyncMessage.Ping(long sent) -> writer.octet(PING).signed(sent);
            case SyncMessage.Pong(long ping, long wall) ->
                writer.octet(PONG).signed(ping).signed(wall);
            case SyncMessage.Bye(var reason, var detail) ->
                writer.octet(BYE).octet(reason.ordinal()).text(detail);
        }
        byte[] unchecked = writer.toBytes().toArray();
        return writer.fixed32(check(unchecked, unchecked.length)).toBytes();
    }

    /** The message of a frame. */
    public static SyncMessage decode(Bytes frame) throws MalformedBytesException {
        int body = frame.size() - CHECK_BYTES;
        if (body < HEADER_BYTES || frame.size() > FRAME_BYTES_MAX) {
            throw new MalformedBytesException("frame of " + frame.size() + " bytes");
        }
        byte[] content = frame.toArray();
        CanonicalReader reader = frame.reader();
        int magic = reader.octet() << 8 | reader.octet();
        int version = reader.octet();
        if (magic != MAGIC || version != FRAME_VERSION) {
            throw reader.malformed("not a frame of version " + FRAME_VERSION);
        }
        int type = reader.octet();
        if (check(content, body) != new CanonicalReader(Arrays.copyOfRange(content, body, content.length)).fixed32()) {
            throw reader.malformed("wrong checksum");
        }
        SyncMessage message = readBody(type, reader, frame.size());
        reader.fixed32();
        reader.end();
        return message;
    }

    private static SyncMessage readBody(int type, CanonicalReader reader, int frameBytes)
            throws MalformedBytesException {
        return switch (type) {
            case HELLO -> readHello(reader);
            case HEADS -> readHeads(reader);
            case CONTEXT -> new SyncMessage.Context(readHoldings(reader));
            case WANT -> readWant(reader);
            case DATA -> {
                long number = positive(reader);
                long request = reader.unsigned();
                int last = reader.octet();
                Lane lane = readLane(reader);
                if (request < 0 || last > 1 || frameBytes > lane.frameBytesMax()) {
                    throw reader.malformed(frameBytes + " bytes of data on lane " + lane);
                }
                yield new SyncMessage.Data(number, request, last == 1, lane, DeltaCodec.read(reader));
            }
            case ACKNOWLEDGEMENT -> {
                long number = positive(reader);
                yield new SyncMessage.Acknowledgement(number, readRanges(reader));
            }
            case DIGESTS -> new SyncMessage.Digests(RepairCodec.readDigests(reader));
            case BLOCK_DIGESTS -> {
                ShardId shard = DeltaCodec.readShard(reader);
                yield new SyncMessage.BlockDigests(shard, RepairCodec.readBlockDigests(reader));
            }
            case LIVE_BLOCKS -> new SyncMessage.LiveBlocks(RepairCodec.readLiveBlocks(reader));
            case PING -> new SyncMessage.Ping(reader.signed());
            case PONG -> new SyncMessage.Pong(reader.signed(), reader.signed());
            case BYE -> {
                int reason = reader.octet();
                if (reason >= REASONS.length) {
                    throw reader.malformed("unknown reason " + reason);
                }
                yield new SyncMessage.Bye(REASONS[reason], reader.text(SyncMessage.Bye.DETAIL_BYTES_MAX));
            }
            default -> throw reader.malformed("unknown type " + type);
        };
    }

    private static void writeHello(CanonicalWriter writer, SyncMessage.Hello hello) {
        writer.unsigned(hello.versionMin()).unsigned(hello.versionMax());
        writer.octet(hello.role().ordinal()).actor(hello.actor()).fixed64(hello.bootNonce());
        writer.text(hello.name()).unsigned(hello.wards().size());
        hello.wards().forEach(ward -> writer.text(ward.name()));
        RepairCodec.writeDigests(writer, hello.hashes());
        writer.signed(hello.wallMillis());
    }

    private static SyncMessage.Hello readHello(CanonicalReader reader) throws MalformedBytesException {
        int versionMin = reader.unsignedInt(Integer.MAX_VALUE);
        int versionMax = reader.unsignedInt(Integer.MAX_VALUE);
        int role = reader.octet();
        if (role >= ROLES.length || versionMax < versionMin) {
            throw reader.malformed("unknown role or backward versions");
        }
        var actor = reader.actor();
        long nonce = reader.fixed64();
        String name = reader.text(SyncIdentity.NAME_BYTES_MAX);
        TreeSet<WardId> wards = new TreeSet<>();
        for (int left = reader.unsignedInt(WARDS_MAX); left > 0; left--) {
            WardId ward = DeltaCodec.readWard(reader, WARD_BYTES_MAX);
            if (!wards.isEmpty() && wards.last().compareTo(ward) >= 0) {
                throw reader.malformed("wards out of order");
            }
            wards.add(ward);
        }
        SortedMap<ShardId, Long> hashes = RepairCodec.readDigests(reader);
        return new SyncMessage.Hello(
                versionMin, versionMax, ROLES[role], actor, nonce, name, wards, hashes, reader.signed());
    }

    private static SyncMessage.Heads readHeads(CanonicalReader reader) throws MalformedBytesException {
        TreeMap<StreamId, ChainHead> heads = new TreeMap<>();
        for (int left = reader.unsignedInt(reader.remaining()); left > 0; left--) {
            StreamId stream = DeltaCodec.readStreamAfter(reader, heads);
            heads.put(stream, new ChainHead(stream, positive(reader), reader.fixed64()));
        }
        return new SyncMessage.Heads(List.copyOf(heads.values()));
    }

    private static void writeHoldings(CanonicalWriter writer, SortedMap<StreamId, Holding> holdings) {
        writer.unsigned(holdings.size());
        holdings.forEach((stream, holding) -> {
            DeltaCodec.writeStream(writer, stream);
            holding.seen().write(writer);
            holding.lost().write(writer);
        });
    }

    private static SortedMap<StreamId, Holding> readHoldings(CanonicalReader reader) throws MalformedBytesException {
        TreeMap<StreamId, Holding> holdings = new TreeMap<>();
        for (int left = reader.unsignedInt(reader.remaining()); left > 0; left--) {
            StreamId stream = DeltaCodec.readStreamAfter(reader, holdings);
            Ranges seen = Ranges.read(reader);
            Ranges lost = Ranges.read(reader);
            if (seen.isEmpty() || !seen.containsAll(lost)) {
                throw reader.malformed("a holding that nobody has");
            }
            holdings.put(stream, new Holding(seen, lost));
        }
        return holdings;
    }

    private static SortedMap<StreamId, Ranges> readRanges(CanonicalReader reader) throws MalformedBytesException {
        TreeMap<StreamId, Ranges> ranges = new TreeMap<>();
        for (int left = reader.unsignedInt(reader.remaining()); left > 0; left--) {
            StreamId stream = DeltaCodec.readStreamAfter(reader, ranges);
            ranges.put(stream, Ranges.read(reader));
        }
        return ranges;
    }

    private static SyncMessage.Want readWant(CanonicalReader reader) throws MalformedBytesException {
        long request = positive(reader);
        Lane lane = readLane(reader);
        StreamId stream = DeltaCodec.readStream(reader);
        Ranges ranges = Ranges.read(reader);
        return new SyncMessage.Want(request, lane, stream, ranges, reader.unsignedInt(FRAME_BYTES_MAX));
    }

    private static Lane readLane(CanonicalReader reader) throws MalformedBytesException {
        int lane = reader.octet();
        if (lane >= LANES.length) {
            throw reader.malformed("unknown lane " + lane);
        }
        return LANES[lane];
    }

    private static long positive(CanonicalReader reader) throws MalformedBytesException {
        long value = reader.unsigned();
        if (value <= 0) {
            throw reader.malformed("a number above 0 is needed");
        }
        return value;
    }

    private static int check(byte[] content, int length) {
        CRC32C check = new CRC32C();
        check.update(content, 0, length);
        return (int) check.getValue();
    }
}
