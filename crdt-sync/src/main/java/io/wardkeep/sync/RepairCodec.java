package io.wardkeep.sync;

import io.wardkeep.lattice.CanonicalReader;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import java.util.SortedMap;
import java.util.TreeMap;

/** The bytes of digests, and of what is seen and live of a block. */
final class RepairCodec {

    private static final int SHARDS_MAX = 4_096 * Family.values().length;

    private RepairCodec() {}

    static void writeDigests(CanonicalWriter writer, SortedMap<ShardId, Long> hashes) {
        writer.unsigned(hashes.size());
        hashes.forEach((shard, hash) -> {
            DeltaCodec.writeShard(writer, shard);
            writer.fixed64(hash);
        });
    }

    static SortedMap<ShardId, Long> readDigests(CanonicalReader reader) throws MalformedBytesException {
        TreeMap<ShardId, Long> hashes = new TreeMap<>();
        for (int left = reader.unsignedInt(SHARDS_MAX); left > 0; left--) {
            ShardId shard = DeltaCodec.readShard(reader);
            if (!hashes.isEmpty() && hashes.lastKey().compareTo(shard) >= 0) {
                throw reader.malformed("shards out of order");
            }
            hashes.put(shard, reader.fixed64());
        }
        return hashes;
    }

    static void writeBlockDigests(
            CanonicalWriter writer, ShardId shard, SortedMap<StreamId, SortedMap<Long, Long>> hashes) {
        DeltaCodec.writeShard(writer, shard);
        writer.unsigned(hashes.size());
        hashes.forEach((stream, blocks) -> {
            DeltaCodec.writeStream(writer, stream);
            writer.unsigned(blocks.size());
            blocks.forEach((block, hash) -> writer.unsigned(block).fixed64(hash));
        });
    }

    static SortedMap<StreamId, SortedMap<Long, Long>> readBlockDigests(CanonicalReader reader)
            throws MalformedBytesException {
        TreeMap<StreamId, SortedMap<Long, Long>> hashes = new TreeMap<>();
        int room = Repair.BLOCKS_MAX;
        for (int left = reader.unsignedInt(reader.remaining()); left > 0; left--) {
            StreamId stream = DeltaCodec.readStreamAfter(reader, hashes);
            TreeMap<Long, Long> blocks = new TreeMap<>();
            for (int more = reader.unsignedInt(room); more > 0; more--) {
                blocks.put(readBlock(reader, blocks), reader.fixed64());
            }
            room -= blocks.size();
            hashes.put(stream, blocks);
        }
        return hashes;
    }

    static void writeLiveBlocks(CanonicalWriter writer, SortedMap<StreamId, SortedMap<Long, LiveDots>> all) {
        writer.unsigned(all.size());
        all.forEach((stream, blocks) -> {
            DeltaCodec.writeStream(writer, stream);
            writer.unsigned(blocks.size());
            blocks.forEach((block, dots) -> {
                writer.unsigned(block);
                dots.seen().write(writer);
                dots.live().write(writer);
            });
        });
    }

    static SortedMap<StreamId, SortedMap<Long, LiveDots>> readLiveBlocks(CanonicalReader reader)
            throws MalformedBytesException {
        TreeMap<StreamId, SortedMap<Long, LiveDots>> all = new TreeMap<>();
        int room = Repair.BLOCKS_MAX;
        for (int left = reader.unsignedInt(reader.remaining()); left > 0; left--) {
            StreamId stream = DeltaCodec.readStreamAfter(reader, all);
            TreeMap<Long, LiveDots> blocks = new TreeMap<>();
            for (int more = reader.unsignedInt(room); more > 0; more--) {
                long block = readBlock(reader, blocks);
                Ranges seen = Ranges.read(reader);
                Ranges live = Ranges.read(reader);
                if (seen.isEmpty() || !LiveDots.block(block).containsAll(seen) || !seen.containsAll(live)) {
                    throw reader.malformed("live dots beyond their block or what is seen of it");
                }
                blocks.put(block, new LiveDots(seen, live));
            }
            room -= blocks.size();
            all.put(stream, blocks);
        }
        return all;
    }

    private static long readBlock(CanonicalReader reader, SortedMap<Long, ?> before) throws MalformedBytesException {
        long block = reader.unsigned();
        if (block < 0 || block > LiveDots.BLOCK_MAX || (!before.isEmpty() && block <= before.lastKey())) {
            throw reader.malformed("blocks out of order or out of bounds");
        }
        return block;
    }
}
