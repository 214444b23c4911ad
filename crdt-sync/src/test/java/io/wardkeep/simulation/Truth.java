package io.wardkeep.simulation;

import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.InMemoryReplicaStore;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the boxes have really written, told by the disks themselves: what the replicas are held to. */
final class Truth {

    private final Map<StreamId, Ranges> written = new TreeMap<>();
    private final Map<StreamId, Ranges> lost = new TreeMap<>();
    private final Map<StreamId, TreeMap<Long, Reading>> readings = new HashMap<>();
    private final Map<StreamId, TreeMap<Long, Row>> rows = new HashMap<>();

    /** What only a disk held that is no more: it may be anywhere, or nowhere. */
    private final Map<StreamId, Ranges> forfeited = new TreeMap<>();

    /**
     * Rows that a forfeited row supersedes: with the superseding row gone for good they may be live or not, but the
     * same everywhere.
     */
    private final Map<StreamId, Ranges> undecided = new TreeMap<>();

    /** A dot names an entry within a shard. */
    private record Entry(WardId ward, Dot dot) {}

    /** By acknowledgement, which raises of the newest epoch its writer had seen. */
    private final Map<Entry, List<Dot>> seenRaises = new HashMap<>();

    /** Where one name was given twice, to different things. */
    private final NamesTwice twice = new NamesTwice();

    /** Somebody acknowledges, having seen these raises. */
    void acknowledges(WardId ward, Dot dot, List<Dot> raises) {
        seenRaises.computeIfAbsent(new Entry(ward, dot), _ -> new ArrayList<>()).addAll(raises);
    }

    /** An acknowledgement gets another name, as the raises did that have one in {@code names}. */
    void acknowledgesAgain(WardId ward, Dot before, Dot after, Map<Dot, Dot> names) {
        List<Dot> raises = hadSeen(ward, before).stream()
                .map(raise -> names.getOrDefault(raise, raise))
                .toList();
        if (!raises.isEmpty()) {
            acknowledges(ward, after, raises);
        }
    }

    /** Which raises had the writer of an acknowledgement seen? */
    List<Dot> hadSeen(WardId ward, Dot acknowledgement) {
        return seenRaises.getOrDefault(new Entry(ward, acknowledgement), List.of());
    }

    /** A box's own writing has become durable on its disk. */
    void durable(Written write, InMemoryReplicaStore hub) {
        Delta delta = write.delta();
        StreamId stream = delta.covered().keySet().iterator().next();
        Ranges again = delta.covered(stream).intersect(written.getOrDefault(stream, Ranges.EMPTY));
        if (!again.isEmpty()) {
            Ranges gone = forfeited.getOrDefault(stream, Ranges.EMPTY);
            Ranges taken = hub.context(stream.shard()).getOrDefault(stream, Ranges.EMPTY);
            NamesTwice.sequences(again)
                    .forEach(seq -> twice.written(
                            new NamesTwice.Name(stream, seq),
                            content(stream, seq),
                            NamesTwice.content(write, seq),
                            taken.contains(seq),
                            gone.contains(seq)));
            forfeited.put(stream, gone.minus(again));
        }
        written.merge(stream, delta.covered(stream), Ranges::union);
        lost.merge(stream, delta.holding(stream).lost(), Ranges::union);
        for (Row row : delta.rows()) {
            rows.computeIfAbsent(stream, _ -> new TreeMap<>()).put(row.dot().seq(), row);
        }
        for (ObservationBlock block : delta.blocks()) {
            TreeMap<Long, Reading> all = readings.computeIfAbsent(stream, _ -> new TreeMap<>());
            for (int index = 0; index < write.readings().size(); index++) {
                all.put(block.first() + index, write.readings().get(index));
            }
        }
    }

    /** What was written under a name, or first. */
    private Object content(StreamId stream, long seq) {
        if (lost.getOrDefault(stream, Ranges.EMPTY).contains(seq)) {
            return NamesTwice.Marker.LOSS;
        }
        Object reading = readings.getOrDefault(stream, new TreeMap<>()).get(seq);
        return reading != null
                ? reading
                : Objects.requireNonNull(
                        rows.getOrDefault(stream, new TreeMap<>()).get(seq));
    }

    /** The hub has made a delta durable: of two contents of a name, that is the one that stays. */
    void taken(Delta delta) {
        twice.taken(delta);
    }

    /** A box gives these names up; what they named gets others. */
    void renamed(StreamId stream, Ranges ranges, InMemoryReplicaStore disk) {
        forfeited.merge(stream, ranges, Ranges::union);
        NamesTwice.sequences(ranges).forEach(seq -> twice.saved(new NamesTwice.Name(stream, seq), disk));
    }

    /** A clone is switched off for good. */
    void gone(Box twin, List<Box> others) {
        restored(twin.disk(), twin, others);
    }

    /** Names that mean what the hub took them for. */
    private void decide(InMemoryReplicaStore hub) {
        twice.decided(hub).forEach((name, content) -> {
            StreamId stream = name.stream();
            long seq = name.seq();
            rows.getOrDefault(stream, new TreeMap<>()).remove(seq);
            readings.getOrDefault(stream, new TreeMap<>()).remove(seq);
            lost.computeIfPresent(stream, (_, ranges) -> ranges.minus(Ranges.of(seq, seq)));
            switch (content) {
                case Row row ->
                    rows.computeIfAbsent(stream, _ -> new TreeMap<>()).put(seq, row);
                case Reading reading ->
                    readings.computeIfAbsent(stream, _ -> new TreeMap<>()).put(seq, reading);
                case NamesTwice.Marker marker -> {
                    if (marker == NamesTwice.Marker.LOSS) {
                        lost.merge(stream, Ranges.of(seq, seq), Ranges::union);
                    }
                }
                default -> throw new IllegalStateException("no content: " + content);
            }
        });
    }

    /** A disk was replaced by an older image: what nobody else holds may be gone. */
    void restored(InMemoryReplicaStore before, Box box, List<Box> all) {
        for (ShardId shard : before.shards()) {
            before.context(shard).forEach((stream, held) -> {
                Ranges only = held;
                for (Box other : all) {
                    only = only.minus(seen(other, stream));
                }
                twice.excused(stream, held, before);
                if (!only.isEmpty()) {
                    forfeited.merge(stream, only, Ranges::union);
                    forfeit(stream, only);
                }
            });
        }
    }

    private void forfeit(StreamId stream, Ranges gone) {
        for (Row row : rows.getOrDefault(stream, new TreeMap<>()).values()) {
            if (gone.contains(row.dot().seq())) {
                row.supersedes()
                        .seqByActor()
                        .forEach((actor, last) -> rows
                                .getOrDefault(StreamId.rows(row.shard(), actor), new TreeMap<>())
                                .headMap(last, true)
                                .values()
                                .stream()
                                .filter(older -> older.key().equals(row.key()))
                                .forEach(older -> undecided.merge(
                                        older.stream(),
                                        Ranges.of(older.dot().seq(), older.dot().seq()),
                                        Ranges::union)));
            }
        }
    }

    private SortedMap<StreamId, List<Row>> decided(SortedMap<StreamId, List<Row>> live) {
        SortedMap<StreamId, List<Row>> some = new TreeMap<>();
        live.forEach((stream, all) -> {
            Ranges open = undecided.getOrDefault(stream, Ranges.EMPTY);
            List<Row> rest =
                    all.stream().filter(row -> !open.contains(row.dot().seq())).toList();
            if (!rest.isEmpty()) {
                some.put(stream, rest);
            }
        });
        return some;
    }

    /** Has all of this been written? */
    boolean covers(StreamId stream, Ranges ranges) {
        return written.getOrDefault(stream, Ranges.EMPTY).containsAll(ranges);
    }

    /** Everything in which the replicas differ from what was written, or from each other. */
    List<String> compare(List<Box> boxes) {
        InMemoryReplicaStore hub = boxes.getFirst().disk();
        List<String> wrong = new ArrayList<>(twice.lost(hub));
        decide(hub);
        Map<StreamId, Ranges> everywhere = new TreeMap<>();
        written.forEach((stream, all) -> {
            Ranges somewhere = Ranges.EMPTY;
            for (Box box : boxes) {
                somewhere = somewhere.union(seen(box, stream));
            }
            Ranges needed = all.minus(forfeited.getOrDefault(stream, Ranges.EMPTY));
            if (!somewhere.containsAll(needed)) {
                wrong.add("nobody has " + stream + " " + needed.minus(somewhere));
            }
            everywhere.put(stream, somewhere);
        });
        for (Box box : boxes) {
            compare(box, everywhere, wrong);
        }
        Map<ShardId, Long> states = new TreeMap<>();
        for (Box box : boxes) {
            for (ShardId shard : box.disk().shards()) {
                long state = StateHash.of(box.disk(), shard);
                if (box.wards.contains(shard.ward())
                        && !states.computeIfAbsent(shard, _ -> state).equals(state)) {
                    wrong.add(name(box) + " holds another state of " + shard);
                }
            }
        }
        return wrong;
    }

    private void compare(Box box, Map<StreamId, Ranges> everywhere, List<String> wrong) {
        SortedMap<StreamId, List<Row>> expected = liveRows(box.wards.size() > 1 ? everywhere : only(box, everywhere));
        everywhere.forEach((stream, ranges) -> {
            if (!box.wards.contains(stream.shard().ward())) {
                return;
            }
            InMemoryReplicaStore disk = box.disk();
            Ranges seen = seen(box, stream);
            if (!seen.equals(ranges)) {
                wrong.add(name(box) + " has " + stream + " " + seen + " of " + ranges);
            }
            Ranges gone = disk.lost(stream.shard()).getOrDefault(stream, Ranges.EMPTY);
            if (!gone.equals(lost.getOrDefault(stream, Ranges.EMPTY).intersect(ranges))) {
                wrong.add(name(box) + " holds other losses of " + stream);
            }
            TreeMap<Long, Reading> readable = new TreeMap<>(readings.getOrDefault(stream, new TreeMap<>()));
            readable.keySet().removeIf(seq -> !ranges.contains(seq));
            if (!disk.readings(stream).equals(readable)) {
                wrong.add(name(box) + " has other readings of " + stream);
            }
            if (!disk.equivocations(stream.shard()).isEmpty()) {
                wrong.add(name(box) + " saw a dot twice with different data");
            }
        });
        if (!decided(box.disk().liveRows()).equals(decided(expected))) {
            wrong.add("live rows of " + name(box) + " are not those that were written and not superseded");
        }
    }

    private static Map<StreamId, Ranges> only(Box box, Map<StreamId, Ranges> everywhere) {
        Map<StreamId, Ranges> some = new TreeMap<>(everywhere);
        some.keySet().removeIf(stream -> !box.wards.contains(stream.shard().ward()));
        return some;
    }

    /** A twin that forgets nothing: a row is live when no row that was written supersedes it. */
    private SortedMap<StreamId, List<Row>> liveRows(Map<StreamId, Ranges> held) {
        List<Row> all = new ArrayList<>();
        Map<List<Object>, VersionVector> superseded = new HashMap<>();
        held.forEach((stream, ranges) -> rows.getOrDefault(stream, new TreeMap<>())
                .forEach((seq, row) -> {
                    if (ranges.contains(seq)) {
                        all.add(row);
                        superseded.merge(List.of(row.shard(), row.key()), row.supersedes(), VersionVector::join);
                    }
                }));
        SortedMap<StreamId, List<Row>> live = new TreeMap<>();
        for (Row row : all) {
            if (!superseded
                    .getOrDefault(List.of(row.shard(), row.key()), VersionVector.EMPTY)
                    .covers(row.dot())) {
                live.computeIfAbsent(row.stream(), _ -> new ArrayList<>()).add(row);
            }
        }
        return live;
    }

    private static Ranges seen(Box box, StreamId stream) {
        return box.disk().context(stream.shard()).getOrDefault(stream, Ranges.EMPTY);
    }

    private static String name(Box box) {
        return box.number == 0 ? "the hub" : "gateway " + box.number;
    }

    Set<StreamId> streams() {
        return written.keySet();
    }
}
