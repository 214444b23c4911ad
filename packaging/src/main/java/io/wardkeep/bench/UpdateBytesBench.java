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
import io.wardkeep.sync.Lane;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncCodec;
import io.wardkeep.sync.SyncMessage;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What one update costs on the wire once it is durable: whole frames, with checksum and chain head. */
final class UpdateBytesBench {

    private static final WardId WARD = new WardId("7A");
    private static final Actor GATEWAY = Actor.of(new UUID(0x1122334455667788L, 0x99aabbccddeeff00L), 26_000_000);
    private static final long NOW = 1_790_000_000_000L;

    private UpdateBytesBench() {}

    static String table() {
        return String.format(
                        Locale.ROOT,
                        "bytes of an update in the steady state, whole frames%n%-42s %10s %16s%n",
                        "",
                        "single",
                        "each of 64")
                + line("reading of one value", readings(1), readings(64))
                + line("register with a value of 4 bytes", rows(1), rows(64))
                + "bars: single 28, each of 64 6\n";
    }

    private static String line(String name, Delta one, Delta many) {
        return String.format(Locale.ROOT, "%-42s %10d %16.1f%n", name, bytes(one), bytes(many) / 64.0);
    }

    private static int bytes(Delta delta) {
        return SyncCodec.encode(new SyncMessage.Data(4_711, 0, true, Lane.LIVE, delta))
                .size();
    }

    private static Delta readings(int count) {
        StreamId stream = new StreamId(new ShardId(WARD, Family.OBS), GATEWAY, 1);
        List<Reading> readings = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            readings.add(new Observation(
                    150456,
                    95 + index / 7 % 4,
                    0,
                    262688,
                    Validity.VALID,
                    NOW + 1_000L * index,
                    Reading.NO_DEVICE_TIME));
        }
        long first = 1_000_000;
        return new Delta(
                List.of(),
                List.of(Blocks.of(stream, first, readings)),
                List.of(),
                Map.of(stream, Ranges.of(first, first + count - 1)),
                Map.of(stream, 0x1234_5678_9abc_def0L));
    }

    private static Delta rows(int count) {
        ShardId shard = new ShardId(WARD, Family.CONFIG);
        StreamId stream = StreamId.rows(shard, GATEWAY);
        List<Row> rows = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            rows.add(new Row(
                    shard,
                    "limits/7A-01/" + (150_400 + index),
                    new Dot(GATEWAY, 500 + index),
                    VersionVector.EMPTY.plus(new Dot(GATEWAY, 400 + index)),
                    HybridTimestamp.of(NOW + index, 0),
                    1,
                    Bytes.copyOf(new byte[] {1, 2, 3, 4})));
        }
        return new Delta(
                rows,
                List.of(),
                List.of(),
                Map.of(stream, Ranges.of(500, 500 + count - 1)),
                Map.of(stream, 0x1234_5678_9abc_def0L));
    }
}
