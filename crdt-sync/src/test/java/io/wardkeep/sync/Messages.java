package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.segment.SegmentCodec;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.Waveform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Messages as two replicas may say them one after another, from chance: the usual ones mostly, and odd ones. */
public final class Messages {

    private static final long NOW = 1_790_000_000_000L;
    private static final Lane[] LANES = Lane.values();
    private static final Validity[] VALIDITIES = Validity.values();

    private final SplittableRandom random;
    private final Map<StreamId, Long> next = new TreeMap<>();
    private final Map<String, VersionVector> seen = new TreeMap<>();
    private long number;
    private long now = NOW;

    /** Follows from its seed. */
    public Messages(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The next message; none of those that begin or end a session. */
    public SyncMessage next() {
        now += random.nextInt(3) == 0 ? random.nextInt(100_000) : random.nextInt(20);
        return switch (random.nextInt(12)) {
            case 0 -> new SyncMessage.Ping(odd(now));
            case 1 -> new SyncMessage.Pong(odd(now), now + random.nextInt(9));
            case 2 -> context();
            case 3 ->
                new SyncMessage.Want(
                        random.nextInt(20) == 0 ? random.nextLong(1, Long.MAX_VALUE) : ++number,
                        lane(),
                        stream(),
                        ranges(),
                        random.nextInt(1 << 20));
            case 4 -> acknowledgement();
            default ->
                new SyncMessage.Data(
                        random.nextInt(20) == 0 ? random.nextLong(1, Long.MAX_VALUE) : ++number,
                        random.nextInt(3) == 0 ? random.nextLong(0, Long.MAX_VALUE) : 0,
                        random.nextInt(5) != 0,
                        lane(),
                        random.nextInt(20) == 0 ? Delta.EMPTY : delta());
        };
    }

    private SyncMessage context() {
        TreeMap<StreamId, Holding> changes = new TreeMap<>();
        for (int left = random.nextInt(4); left >= 0; left--) {
            Ranges held = ranges();
            changes.put(stream(), new Holding(held, random.nextInt(3) == 0 ? held.intersect(ranges()) : Ranges.EMPTY));
        }
        return new SyncMessage.Context(changes);
    }

    private SyncMessage acknowledgement() {
        TreeMap<StreamId, Ranges> durable = new TreeMap<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            durable.put(stream(), ranges());
        }
        return new SyncMessage.Acknowledgement(++number, durable);
    }

    private Lane lane() {
        return LANES[random.nextInt(LANES.length)];
    }

    private long odd(long usual) {
        return random.nextInt(10) == 0 ? random.nextLong() : usual;
    }

    private StreamId stream() {
        Family family = Family.values()[random.nextInt(Family.values().length)];
        WardId ward = new WardId(random.nextInt(9) == 0 ? "ward-" + random.nextInt(5_000) : "7A");
        Actor actor = new Actor(1, random.nextInt(3), random.nextInt(30) == 0 ? random.nextInt() : 7);
        return new StreamId(new ShardId(ward, family), actor, family == Family.OBS ? 1 + random.nextInt(3) : 0);
    }

    private Ranges ranges() {
        Ranges ranges = Ranges.EMPTY;
        long from = random.nextInt(9) == 0 ? random.nextLong(1, Long.MAX_VALUE / 2) : random.nextLong(1, 1_000);
        int count = random.nextInt(6) == 0 ? 40 : 1 + random.nextInt(3);
        for (int index = 0; index < count; index++) {
            long last = from + (random.nextInt(9) == 0 ? random.nextLong(1, 1L << 40) : random.nextInt(4));
            ranges = ranges.plus(from, last);
            from = last + 2 + random.nextInt(9);
        }
        return ranges;
    }

    private Delta delta() {
        List<Row> rows = new ArrayList<>();
        List<ObservationBlock> blocks = new ArrayList<>();
        List<Lost> lost = new ArrayList<>();
        TreeMap<StreamId, Ranges> covered = new TreeMap<>();
        TreeMap<StreamId, Long> heads = new TreeMap<>();
        TreeSet<StreamId> streams = new TreeSet<>();
        for (int left = random.nextInt(4) == 0 ? 2 : 0; left >= 0; left--) {
            streams.add(stream());
        }
        for (StreamId stream : streams) {
            long first = random.nextInt(12) == 0
                    ? random.nextLong(1, Long.MAX_VALUE / 2)
                    : next.getOrDefault(stream, 1_000L);
            long last = stream.shard().family() == Family.OBS
                    ? observations(stream, first, blocks, lost)
                    : rows(stream, first, rows);
            covered.put(stream, Ranges.of(first, last));
            next.put(stream, last + 1);
            if (random.nextInt(5) != 0) {
                heads.put(stream, random.nextLong());
            }
        }
        return new Delta(rows, blocks, lost, covered, heads);
    }

    private long observations(StreamId stream, long first, List<ObservationBlock> blocks, List<Lost> lost) {
        long from = first;
        for (int left = random.nextInt(6) == 0 ? 3 : 1; left > 0; left--) {
            if (random.nextInt(8) == 0) {
                long last = from + random.nextInt(50);
                lost.add(new Lost(stream, from, last, LossReason.values()[random.nextInt(5)], odd(now)));
                from = last + 1;
            } else {
                List<Reading> readings = readings();
                blocks.add(
                        random.nextInt(9) == 0
                                ? new ObservationBlock(stream, from, from + 3, Bytes.copyOf(new byte[] {9, 9}))
                                : new ObservationBlock(
                                        stream, from, from + readings.size() - 1, SegmentCodec.encode(readings)));
                from = blocks.getLast().last() + 1;
            }
        }
        return from - 1;
    }

    private List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        for (int poll = random.nextInt(4); poll >= 0; poll--) {
            now += 1_000 + random.nextInt(3);
            for (int code = 0; code < 3; code++) {
                Validity validity =
                        random.nextInt(9) == 0 ? VALIDITIES[random.nextInt(VALIDITIES.length)] : Validity.VALID;
                long mantissa = validity.hasValue() ? random.nextInt(90, 99) : 0;
                int scale = validity.hasValue() && random.nextInt(9) == 0 ? random.nextInt(10) : 0;
                readings.add(new Observation(
                        random.nextInt(30) == 0 ? random.nextInt() : 150_456 + code,
                        validity.hasValue() ? odd(mantissa) : 0,
                        scale,
                        262_688,
                        validity,
                        odd(now),
                        random.nextInt(3) == 0 ? odd(now - 7) : Reading.NO_DEVICE_TIME));
            }
            if (random.nextInt(9) == 0) {
                readings.add(
                        new Waveform(131_328, 266_418, 8_000_000, 0, new int[] {1, 2, 3}, Validity.VALID, now, now));
            }
        }
        return readings;
    }

    private long rows(StreamId stream, long first, List<Row> rows) {
        int count = 1 + random.nextInt(5);
        for (int index = 0; index < count; index++) {
            if (random.nextInt(9) == 0) {
                continue;
            }
            String key = random.nextInt(30) == 0 ? "ключ/" + random.nextInt() : "key/" + random.nextInt(1_500);
            Dot dot = new Dot(stream.actor(), first + index);
            VersionVector expected = seen.getOrDefault(stream.shard() + key, VersionVector.EMPTY);
            VersionVector supersedes = switch (random.nextInt(6)) {
                case 0 -> VersionVector.EMPTY;
                case 1 -> expected.plus(new Dot(Actor.of(new UUID(5, random.nextInt(40)), 1), 1 + random.nextInt(9)));
                default -> expected;
            };
            if (supersedes.covers(dot)) {
                supersedes = VersionVector.EMPTY;
            }
            HybridTimestamp at = random.nextInt(9) == 0
                    ? new HybridTimestamp(random.nextLong())
                    : HybridTimestamp.of(now, random.nextInt(2));
            int kind = random.nextInt(9) == 0 ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(3);
            rows.add(new Row(stream.shard(), key, dot, supersedes, at, kind, payload(at)));
            seen.put(stream.shard() + key, supersedes.plus(dot));
        }
        return first + count - 1;
    }

    private Bytes payload(HybridTimestamp at) {
        if (random.nextInt(6) == 0) {
            byte[] content = new byte[random.nextInt(9) == 0 ? 3_000 : random.nextInt(12)];
            for (int index = 0; index < content.length; index++) {
                content[index] = (byte) random.nextInt();
            }
            return Bytes.copyOf(content);
        }
        CanonicalWriter writer = new CanonicalWriter();
        for (int tag = 1; tag < 60; tag += 1 + random.nextInt(20)) {
            CanonicalWriter inner = new CanonicalWriter();
            switch (random.nextInt(3)) {
                case 0 -> inner.signed(at.millis() - random.nextInt(50));
                case 1 -> inner.text("J. Lindqvist " + random.nextInt(3));
                default -> inner.unsigned(random.nextInt(40));
            }
            writer.unsigned(tag).block(inner.toBytes());
        }
        return writer.toBytes();
    }
}
