package io.wardkeep.bench;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.FrameWriter;
import io.wardkeep.sync.Lane;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncCodec;
import io.wardkeep.sync.SyncMessage;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Limits;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.record.LimitsSetting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What one update costs on the wire once it is durable: whole frames, with checksum and chain head. Means over many
 * updates of a connection that has seen each key and metric before, beside the first update of a fresh one.
 */
final class UpdateBytesBench {

    private static final WardId WARD = new WardId("7A");
    private static final Actor GATEWAY = Actor.of(new UUID(0x1122334455667788L, 0x99aabbccddeeff00L), 26_000_000);
    private static final long NOW = 1_790_000_000_000L;
    private static final int BATCH = 64;
    private static final int WARM_UP = 64;
    private static final int MEASURED = 512;
    private static final int KEYS = 512;

    private UpdateBytesBench() {}

    /** Makes the next updates of some kind. */
    private interface Source {
        Delta next(int count);
    }

    static String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "bytes of an update, whole frames with CRC32C and chain head%n%-58s %8s %8s %8s %8s %8s%n",
                "",
                "first",
                "single",
                "of 64",
                "ack",
                "alone"));
        table.append(line("reading of one metric, 1 Hz, device clock jitters", UpdateBytesBench::readings));
        table.append(line("register, 512 keys at random, value of 4 random bytes", UpdateBytesBench::registers));
        table.append(line("limits of a bed as somebody sets them, 512 keys", UpdateBytesBench::limits));
        table.append("bars: single 28, each of 64 6; ack: the answer to a single one;"
                + " alone: single in a plain frame\n");
        return table.toString();
    }

    /** A stream of updates from its beginning. */
    private interface Begin {
        Source from(SplittableRandom random);
    }

    private static String line(String name, Begin begin) {
        double[] single = measured(begin, 1, SyncCodec.VERSION);
        double[] batch = measured(begin, BATCH, SyncCodec.VERSION);
        double[] alone = measured(begin, 1, SyncCodec.VERSION_MIN);
        return String.format(
                Locale.ROOT,
                "%-58s %8.0f %8.1f %8.2f %8.1f %8.1f%n",
                name,
                single[0],
                single[1],
                batch[1],
                single[2],
                alone[1]);
    }

    /** Bytes of the first frame, of each update later on, and of each acknowledgement later on. */
    private static double[] measured(Begin begin, int count, int version) {
        Source source = begin.from(new SplittableRandom(1));
        FrameWriter there = new FrameWriter();
        there.agree(version);
        FrameWriter back = new FrameWriter();
        back.agree(version);
        double[] bytes = new double[3];
        for (int number = 1; number <= 2 * KEYS / count + WARM_UP + MEASURED; number++) {
            Delta delta = source.next(count);
            int sent = there.write(new SyncMessage.Data(number, 0, true, lane(delta), delta))
                    .size();
            int answered = back.write(new SyncMessage.Acknowledgement(number, new TreeMap<>(delta.covered())))
                    .size();
            if (number == 1) {
                bytes[0] = sent;
            } else if (number > 2 * KEYS / count + WARM_UP) {
                bytes[1] += (double) sent / MEASURED / count;
                bytes[2] += (double) answered / MEASURED;
            }
        }
        return bytes;
    }

    private static Lane lane(Delta delta) {
        return Lane.of(delta.covered().keySet().iterator().next());
    }

    /** SpO₂ once a second, some milliseconds early or late; it moves every third second or so. */
    private static Source readings(SplittableRandom random) {
        StreamId stream = new StreamId(new ShardId(WARD, Family.OBS), GATEWAY, 1);
        long[] next = {1_000_000, 97};
        return count -> {
            List<Reading> readings = new ArrayList<>();
            long first = next[0];
            for (int index = 0; index < count; index++) {
                next[1] += random.nextInt(3) == 0 ? random.nextInt(3) - 1 : 0;
                long measured = NOW + 1_000 * next[0]++ + random.nextInt(4);
                readings.add(
                        new Observation(150456, next[1], 0, 262688, Validity.VALID, measured, Reading.NO_DEVICE_TIME));
            }
            return new Delta(
                    List.of(),
                    List.of(Blocks.of(stream, first, readings)),
                    List.of(),
                    Map.of(stream, Ranges.of(first, next[0] - 1)),
                    Map.of(stream, random.nextLong()));
        };
    }

    private static Source registers(SplittableRandom random) {
        return rows(random, (key, dot, supersedes, at) -> {
            byte[] value = new byte[4];
            for (int index = 0; index < value.length; index++) {
                value[index] = (byte) random.nextInt();
            }
            return new Row(new ShardId(WARD, Family.CONFIG), "key/" + key, dot, supersedes, at, 1, Bytes.copyOf(value));
        });
    }

    private static Source limits(SplittableRandom random) {
        List<Author> staff =
                List.of(new Author("J. Lindqvist", "nurse", "7A-01"), new Author("M. Okafor", "physician", "7A"));
        return rows(
                random,
                (key, dot, supersedes, at) -> new LimitsSetting(
                                new BedId(String.format(Locale.ROOT, "7A-%02d", key / 8)),
                                150_400 + key % 8,
                                new Limits(
                                        Optional.of(Decimal.of(80 + random.nextInt(15))),
                                        Optional.of(Decimal.of(120 + random.nextInt(30))),
                                        10_000,
                                        5_000,
                                        Decimal.of(1),
                                        AlertPriority.MEDIUM,
                                        false,
                                        true),
                                staff.get(random.nextInt(2)),
                                at.millis() - 1)
                        .row(WARD, dot, supersedes, at));
    }

    private interface RowMaker {
        Row of(int key, Dot dot, VersionVector supersedes, HybridTimestamp at);
    }

    /** Updates of keys at random, each over what was there, some hundred milliseconds after one another. */
    private static Source rows(SplittableRandom random, RowMaker maker) {
        VersionVector[] seen = new VersionVector[KEYS];
        Arrays.fill(seen, VersionVector.EMPTY);
        long[] next = {500_000, NOW};
        return count -> {
            List<Row> rows = new ArrayList<>();
            long first = next[0];
            int start = random.nextInt(KEYS);
            for (int index = 0; index < count; index++) {
                // In the first rounds every key once; later at random, in a batch each once.
                int key = next[0] - 500_000 < 2 * KEYS ? (int) (next[0] - 500_000) % KEYS : (start + index * 7) % KEYS;
                next[1] += random.nextInt(300);
                Row row = maker.of(key, new Dot(GATEWAY, next[0]++), seen[key], HybridTimestamp.of(next[1], 0));
                seen[key] = row.supersedes().plus(row.dot());
                rows.add(row);
            }
            StreamId stream = rows.getFirst().stream();
            return new Delta(
                    rows,
                    List.of(),
                    List.of(),
                    Map.of(stream, Ranges.of(first, next[0] - 1)),
                    Map.of(stream, random.nextLong()));
        };
    }
}
