package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A replica whose disk is the heap: one entry a reading, nothing clever, the twin that the real stores are held to. */
public class InMemoryReplicaStore implements ReplicaStore {

    /** The address of a register or an episode. */
    private record Key(ShardId shard, String name) {}

    /** A declared loss of one sequence. */
    private record Loss(LossReason reason, long atMillis) {}

    private final Map<StreamId, Ranges> seen = new TreeMap<>();
    private final Map<StreamId, TreeMap<Long, Row>> rows = new HashMap<>();
    private final Map<Key, List<Row>> live = new HashMap<>();
    private final Map<Key, VersionVector> superseded = new HashMap<>();
    private final Map<StreamId, TreeMap<Long, Reading>> readings = new HashMap<>();
    private final Map<StreamId, TreeMap<Long, Loss>> losses = new HashMap<>();
    private final Map<StreamId, TreeSet<Long>> quarantined = new HashMap<>();
    private final Map<StreamId, TreeMap<Long, Long>> chains = new TreeMap<>();
    private final Map<UUID, Map<StreamId, Ranges>> accepted = new TreeMap<>();

    /** Empty. */
    public InMemoryReplicaStore() {}

    /** A copy of everything: an image of the disk. */
    protected InMemoryReplicaStore(InMemoryReplicaStore other) {
        seen.putAll(other.seen);
        other.rows.forEach((stream, some) -> rows.put(stream, new TreeMap<>(some)));
        other.live.forEach((key, some) -> live.put(key, new ArrayList<>(some)));
        superseded.putAll(other.superseded);
        other.readings.forEach((stream, some) -> readings.put(stream, new TreeMap<>(some)));
        other.losses.forEach((stream, some) -> losses.put(stream, new TreeMap<>(some)));
        other.quarantined.forEach((stream, some) -> quarantined.put(stream, new TreeSet<>(some)));
        other.accepted.forEach((peer, some) -> accepted.put(peer, new TreeMap<>(some)));
        other.chains.forEach((stream, some) -> chains.put(stream, new TreeMap<>(some)));
    }

    /** A copy of everything: an image of the disk. */
    public InMemoryReplicaStore image() {
        return new InMemoryReplicaStore(this);
    }

    /** Forgets what superseded what: a mistake, for the simulation to find. */
    protected void forgetSuperseded() {
        superseded.clear();
    }

    @Override
    public Set<ShardId> shards() {
        Set<ShardId> shards = new TreeSet<>();
        seen.keySet().forEach(stream -> shards.add(stream.shard()));
        return shards;
    }

    @Override
    public Map<StreamId, Ranges> context(ShardId shard) {
        Map<StreamId, Ranges> context = new TreeMap<>();
        seen.forEach((stream, ranges) -> {
            if (stream.shard().equals(shard)) {
                context.put(stream, ranges);
            }
        });
        return context;
    }

    @Override
    public Map<StreamId, Ranges> lost(ShardId shard) {
        Map<StreamId, Ranges> lost = new TreeMap<>();
        losses.forEach((stream, some) -> {
            if (stream.shard().equals(shard) && !some.isEmpty()) {
                lost.put(stream, ranges(some.keySet()));
            }
        });
        return lost;
    }

    @Override
    public Map<StreamId, Long> equivocations(ShardId shard) {
        Map<StreamId, Long> counts = new TreeMap<>();
        quarantined.forEach((stream, some) -> {
            if (stream.shard().equals(shard)) {
                counts.put(stream, (long) some.size());
            }
        });
        return counts;
    }

    @Override
    public Map<StreamId, ChainHead> heads(ShardId shard) {
        Map<StreamId, ChainHead> heads = new TreeMap<>();
        chains.forEach((stream, values) -> {
            if (stream.shard().equals(shard)) {
                Map.Entry<Long, Long> last = values.lastEntry();
                heads.put(stream, new ChainHead(stream, last.getKey(), last.getValue()));
            }
        });
        return heads;
    }

    @Override
    public OptionalLong chainAt(StreamId stream, long seq) {
        Long value = chains.getOrDefault(stream, new TreeMap<>()).get(seq);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private Delta withHead(StreamId stream, Delta delta) {
        OptionalLong value = chainAt(stream, delta.covered(stream).max());
        return value.isPresent() ? delta.withHeads(Map.of(stream, value.getAsLong())) : delta;
    }

    @Override
    public Delta join(Delta delta) {
        Map<ObservationBlock, List<Reading>> bodies = new LinkedHashMap<>();
        for (ObservationBlock block : delta.blocks()) {
            bodies.put(block, read(block));
        }
        List<Row> freshRows = new ArrayList<>();
        for (Row row : delta.rows()) {
            if (!seen(row.stream()).contains(row.dot().seq()) && joinRow(row)) {
                freshRows.add(row);
            }
        }
        // Another row of the same delta may have superseded it.
        freshRows.removeIf(row ->
                !live.getOrDefault(new Key(row.shard(), row.key()), List.of()).contains(row));
        Map<StreamId, Ranges> fresh = new TreeMap<>();
        List<ObservationBlock> freshBlocks = new ArrayList<>();
        bodies.forEach((block, body) -> freshBlocks.addAll(joinBlock(block, body, fresh)));
        List<Lost> freshLost = new ArrayList<>();
        for (Lost loss : delta.lost()) {
            freshLost.addAll(joinLoss(loss, fresh));
        }
        delta.covered().forEach((stream, covered) -> {
            fresh.merge(stream, covered.minus(seen(stream)), Ranges::union);
            seen.merge(stream, covered, Ranges::union);
        });
        fresh.values().removeIf(Ranges::isEmpty);
        if (collects()) {
            delta.rows().forEach(row -> collect(new Key(row.shard(), row.key())));
        }
        delta.heads().forEach((stream, value) -> {
            long seq = delta.covered(stream).max();
            chains.computeIfAbsent(stream, _ -> new TreeMap<>()).putIfAbsent(seq, value);
        });
        Delta all = new Delta(freshRows, freshBlocks, freshLost, fresh);
        Map<StreamId, Long> heads = new HashMap<>();
        fresh.keySet().forEach(stream -> heads.putAll(withHead(stream, all).heads()));
        return all.withHeads(heads);
    }

    /** Does it forget of version vectors what no row that may still come needs? */
    protected boolean collects() {
        return true;
    }

    private void collect(Key key) {
        superseded.computeIfPresent(key, (_, vector) -> {
            VersionVector needed = KeyVectors.needed(vector, key.shard(), this::seen);
            return needed.isEmpty() ? null : needed;
        });
    }

    /** How many actors the version vectors name. */
    public int vectorEntries() {
        return superseded.values().stream()
                .mapToInt(vector -> vector.seqByActor().size())
                .sum();
    }

    private boolean joinRow(Row row) {
        Key key = new Key(row.shard(), row.key());
        VersionVector gone = superseded.getOrDefault(key, VersionVector.EMPTY);
        superseded.put(key, gone.join(row.supersedes()));
        List<Row> siblings = live.computeIfAbsent(key, _ -> new ArrayList<>());
        for (Row sibling : List.copyOf(siblings)) {
            if (row.supersedes().covers(sibling.dot())) {
                siblings.remove(sibling);
                rows.getOrDefault(sibling.stream(), new TreeMap<>())
                        .remove(sibling.dot().seq());
            }
        }
        if (gone.covers(row.dot()) || siblings.contains(row)) {
            return false;
        }
        siblings.add(row);
        rows.computeIfAbsent(row.stream(), _ -> new TreeMap<>()).put(row.dot().seq(), row);
        return true;
    }

    private List<ObservationBlock> joinBlock(
            ObservationBlock block, List<Reading> body, Map<StreamId, Ranges> freshByStream) {
        StreamId stream = block.stream();
        TreeMap<Long, Reading> held = readings.computeIfAbsent(stream, _ -> new TreeMap<>());
        Ranges fresh = Ranges.EMPTY;
        for (int index = 0; index < body.size(); index++) {
            long seq = block.first() + index;
            Reading before = held.putIfAbsent(seq, body.get(index));
            if (before == null) {
                fresh = fresh.plus(seq, seq);
                losses.getOrDefault(stream, new TreeMap<>()).remove(seq);
            } else if (!before.equals(body.get(index))) {
                quarantined.computeIfAbsent(stream, _ -> new TreeSet<>()).add(seq);
            }
        }
        freshByStream.merge(stream, fresh, Ranges::union);
        try {
            return Blocks.keep(block, fresh);
        } catch (MalformedBytesException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }

    private List<Lost> joinLoss(Lost loss, Map<StreamId, Ranges> freshByStream) {
        TreeMap<Long, Reading> data = readings.getOrDefault(loss.stream(), new TreeMap<>());
        TreeMap<Long, Loss> held = losses.computeIfAbsent(loss.stream(), _ -> new TreeMap<>());
        Ranges fresh = Ranges.EMPTY;
        for (long seq = loss.first(); seq <= loss.last(); seq++) {
            if (!data.containsKey(seq) && held.putIfAbsent(seq, new Loss(loss.reason(), loss.atMillis())) == null) {
                fresh = fresh.plus(seq, seq);
            }
        }
        freshByStream.merge(loss.stream(), fresh, Ranges::union);
        return loss.keep(fresh);
    }

    @Override
    public Delta scan(StreamId stream, Ranges wanted, int bytesMax) {
        Ranges here = seen(stream).intersect(wanted);
        return stream.shard().family() == Family.OBS
                ? scanNewestFirst(stream, here, bytesMax)
                : scanRows(stream, here, bytesMax);
    }

    private Delta scanRows(StreamId stream, Ranges here, int bytesMax) {
        List<Row> found = new ArrayList<>();
        Ranges covered = here;
        int bytes = 0;
        for (Row row : rows.getOrDefault(stream, new TreeMap<>()).values()) {
            if (!here.contains(row.dot().seq())) {
                continue;
            }
            if (bytes > 0 && bytes + row.payload().size() + 64 > bytesMax) {
                covered = here.intersect(Ranges.of(1, row.dot().seq() - 1));
                break;
            }
            bytes += row.payload().size() + 64;
            found.add(row);
        }
        Delta told = Delta.ofRows(stream, found, covered);
        return told.isEmpty() ? told : withHead(stream, told);
    }

    private Delta scanNewestFirst(StreamId stream, Ranges here, int bytesMax) {
        TreeMap<Long, Reading> data = readings.getOrDefault(stream, new TreeMap<>());
        TreeMap<Long, Loss> lost = losses.getOrDefault(stream, new TreeMap<>());
        TreeMap<Long, Reading> found = new TreeMap<>();
        List<Lost> foundLost = new ArrayList<>();
        Ranges covered = Ranges.EMPTY;
        int bytes = 0;
        for (int index = here.count() - 1; index >= 0 && bytes < bytesMax; index--) {
            for (long seq = here.last(index); seq >= here.first(index) && bytes < bytesMax; seq--) {
                Reading reading = data.get(seq);
                Loss loss = lost.get(seq);
                if (reading != null) {
                    found.put(seq, reading);
                    bytes += sizeOf(reading);
                } else if (loss != null) {
                    foundLost.add(new Lost(stream, seq, seq, loss.reason(), loss.atMillis()));
                    bytes += 16;
                } else {
                    continue;
                }
                covered = covered.plus(seq, seq);
            }
        }
        if (covered.isEmpty()) {
            return Delta.EMPTY;
        }
        return withHead(stream, new Delta(List.of(), blocks(stream, found), foundLost, Map.of(stream, covered)));
    }

    private static List<ObservationBlock> blocks(StreamId stream, SortedMap<Long, Reading> found) {
        Ranges present = ranges(found.keySet());
        List<ObservationBlock> blocks = new ArrayList<>();
        for (int index = 0; index < present.count(); index++) {
            long first = present.first(index);
            blocks.add(Blocks.of(
                    stream,
                    first,
                    List.copyOf(found.subMap(first, present.last(index) + 1).values())));
        }
        return blocks;
    }

    /** The live rows of a key, in the order of their arrival. */
    public List<Row> live(ShardId shard, String key) {
        return List.copyOf(live.getOrDefault(new Key(shard, key), List.of()));
    }

    /** Everything live, for comparison: rows in the order of their dots. */
    public SortedMap<StreamId, List<Row>> liveRows() {
        SortedMap<StreamId, List<Row>> all = new TreeMap<>();
        rows.forEach((stream, some) -> {
            if (!some.isEmpty()) {
                all.put(stream, List.copyOf(some.values()));
            }
        });
        return all;
    }

    /** Everything live of a shard, in the order of the dots. */
    public List<Row> liveRows(ShardId shard) {
        List<Row> all = new ArrayList<>();
        seen.keySet().stream()
                .filter(stream -> stream.shard().equals(shard))
                .forEach(stream ->
                        all.addAll(rows.getOrDefault(stream, new TreeMap<>()).values()));
        return all;
    }

    /** All readings by sequence. */
    public SortedMap<Long, Reading> readings(StreamId stream) {
        return new TreeMap<>(readings.getOrDefault(stream, new TreeMap<>()));
    }

    @Override
    public Map<StreamId, Ranges> live(ShardId shard) {
        Map<StreamId, Ranges> all = new TreeMap<>();
        rows.forEach((stream, some) -> {
            if (stream.shard().equals(shard) && !some.isEmpty()) {
                all.put(stream, ranges(some.keySet()));
            }
        });
        return all;
    }

    @Override
    public Delta conform(Delta told) {
        Map<StreamId, Ranges> changed = new TreeMap<>();
        List<Row> back = new ArrayList<>();
        told.covered().forEach((stream, covered) -> {
            if (stream.shard().family().isRegister()) {
                Ranges named = Ranges.EMPTY;
                for (Row row : told.rows()) {
                    if (row.stream().equals(stream)) {
                        named = named.plus(row.dot().seq(), row.dot().seq());
                    }
                }
                Ranges gone = live(stream).intersect(covered).minus(named);
                remove(stream, gone);
                changed.merge(stream, gone, Ranges::union);
            }
        });
        for (Row row : told.rows()) {
            long seq = row.dot().seq();
            StreamId stream = row.stream();
            if (row.shard().family().isRegister()
                    && seen(stream).contains(seq)
                    && !live(stream).contains(seq)
                    && live(row.shard(), row.key()).stream()
                            .noneMatch(sibling -> sibling.supersedes().covers(row.dot()))
                    && joinRow(row)) {
                back.add(row);
                changed.merge(stream, Ranges.of(seq, seq), Ranges::union);
            }
        }
        changed.values().removeIf(Ranges::isEmpty);
        return new Delta(back, List.of(), List.of(), changed);
    }

    @Override
    public Map<StreamId, Ranges> unaccepted(Actor since) {
        Map<StreamId, Ranges> unaccepted = new TreeMap<>();
        seen.forEach((stream, ranges) -> {
            Ranges rest = ranges;
            for (Map<StreamId, Ranges> ofPeer : accepted.values()) {
                rest = rest.minus(ofPeer.getOrDefault(stream, Ranges.EMPTY));
            }
            if (stream.actor().isFrom(since) && !rest.isEmpty()) {
                unaccepted.put(stream, rest);
            }
        });
        return unaccepted;
    }

    @Override
    public void accepted(UUID peer, Map<StreamId, Ranges> ranges) {
        Map<StreamId, Ranges> ofPeer = accepted.computeIfAbsent(peer, _ -> new TreeMap<>());
        ranges.forEach((stream, some) -> ofPeer.merge(stream, some.intersect(seen(stream)), Ranges::union));
    }

    /** All that a peer holds, which may be less than before. */
    public void holds(UUID peer, Map<StreamId, Holding> held) {
        Map<StreamId, Ranges> ofPeer = new TreeMap<>();
        held.forEach((stream, holding) -> ofPeer.put(stream, holding.seen().intersect(seen(stream))));
        accepted.put(peer, ofPeer);
    }

    /**
     * Forgets entries whose names mean something else now, as if they had never been here.
     *
     * @param lowered what remains of a vector that names them
     */
    public void giveUp(StreamId stream, Ranges gone, UnaryOperator<VersionVector> lowered) {
        Ranges left = seen(stream).minus(gone);
        for (Row row : rows.getOrDefault(stream, new TreeMap<>()).values()) {
            if (gone.contains(row.dot().seq())) {
                superseded.computeIfPresent(new Key(row.shard(), row.key()), (_, vector) -> lowered.apply(vector));
            }
        }
        remove(stream, gone);
        readings.getOrDefault(stream, new TreeMap<>()).keySet().removeIf(gone::contains);
        losses.getOrDefault(stream, new TreeMap<>()).keySet().removeIf(gone::contains);
        TreeMap<Long, Long> chain = chains.getOrDefault(stream, new TreeMap<>());
        chain.tailMap(left.max(), false).clear();
        if (chain.isEmpty()) {
            chains.remove(stream);
        }
        if (left.isEmpty()) {
            seen.remove(stream);
        } else {
            seen.put(stream, left);
        }
    }

    private Ranges live(StreamId stream) {
        return ranges(rows.getOrDefault(stream, new TreeMap<>()).keySet());
    }

    private void remove(StreamId stream, Ranges gone) {
        TreeMap<Long, Row> some = rows.getOrDefault(stream, new TreeMap<>());
        for (Row row : List.copyOf(some.values())) {
            if (gone.contains(row.dot().seq())) {
                some.remove(row.dot().seq());
                live.getOrDefault(new Key(row.shard(), row.key()), new ArrayList<>())
                        .remove(row);
            }
        }
    }

    private Ranges seen(StreamId stream) {
        return seen.getOrDefault(stream, Ranges.EMPTY);
    }

    private static Ranges ranges(Collection<Long> sequences) {
        return Ranges.ofAscending(sequences);
    }

    private static List<Reading> read(ObservationBlock block) {
        try {
            return Blocks.readings(block);
        } catch (MalformedBytesException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }

    private static int sizeOf(Reading reading) {
        return switch (reading) {
            case Observation _ -> 16;
            case Waveform run -> 16 + 2 * run.length();
        };
    }
}
