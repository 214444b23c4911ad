package io.wardkeep.hub.record;

import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.ChainHead;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One transaction's worth of joining, decided in memory over what the shards hold: which rows stay, which siblings go,
 * which readings are new, which contradict what is held. Pure but for {@link Held}, through which it asks for blocks to
 * compare with. {@link JoinWriter} writes the outcome. Used once, by the store loop.
 */
final class Join {

    /** What is held already in the places that a block overlaps; asked only when a block is not all new. */
    interface Held {
        List<DecodedBlock> overlapping(StreamId stream, long first, long last);
    }

    /** A key of a shard. */
    record Key(ShardId shard, String name) {}

    /** All of one actor's siblings of a key up to a sequence: they have been superseded. */
    record Superseded(Key key, StreamId stream, long upTo) {}

    /** A block that contradicts or cannot be read. */
    record Quarantined(ObservationBlock block, Reason reason) {}

    /** Why a block is kept away. */
    enum Reason {
        /** It says something else about sequences that are held. */
        CONTRADICTS,
        /** Its body cannot be read. */
        UNREADABLE
    }

    private final LockedShards shards;
    private final Map<Key, VersionVector> vectors;
    private final Held held;

    final Map<Key, Map<Dot, Row>> rows = new LinkedHashMap<>();
    final Map<Key, VersionVector> vectorsChanged = new HashMap<>();
    final Set<Superseded> superseded = new HashSet<>();
    final Map<StreamId, List<PlacedBlock>> blocks = new LinkedHashMap<>();
    final List<Quarantined> quarantined = new ArrayList<>();
    final Set<StreamId> contextsChanged = new HashSet<>();
    final Set<StreamId> lossesChanged = new HashSet<>();
    final Map<StreamId, List<ChainHead>> headsTold = new LinkedHashMap<>();

    /**
     * Over what is there.
     *
     * @param shards every shard that a delta names; changed in place
     * @param vectors the version vectors of every key that a row names; absent means empty
     */
    Join(LockedShards shards, Map<Key, VersionVector> vectors, Held held) {
        this.shards = shards;
        this.vectors = vectors;
        this.held = held;
    }

    /** Joins one delta and returns what of it was new. */
    Delta add(Delta delta) {
        Map<StreamId, Ranges> fresh = new TreeMap<>();
        List<Row> candidates = new ArrayList<>();
        Set<StreamDot> seen = new HashSet<>();
        for (Row row : delta.rows()) {
            if (isNew(row, delta)
                    && seen.add(new StreamDot(row.stream(), row.dot().seq()))) {
                joinRow(row);
                candidates.add(row);
            }
        }
        delta.covered().forEach((stream, ranges) -> {
            if (stream.shard().family() != Family.OBS) {
                learn(stream, ranges, fresh);
            }
        });
        List<ObservationBlock> newBlocks = new ArrayList<>();
        for (ObservationBlock block : delta.blocks()) {
            joinBlock(block, covered(delta, block.stream()), newBlocks, fresh);
        }
        List<Lost> newLosses = new ArrayList<>();
        for (Lost loss : delta.lost()) {
            joinLoss(loss, covered(delta, loss.stream()), newLosses, fresh);
        }
        List<Row> stayed = candidates.stream()
                .filter(row -> pending(row).containsKey(row.dot()))
                .toList();
        delta.heads().keySet().forEach(stream -> hear(delta.head(stream).orElseThrow()));
        Delta joined = new Delta(stayed, newBlocks, newLosses, fresh);
        return joined.withHeads(standing(joined));
    }

    /** Makes a row live again whose dot is in the context, unless its key's vector covers it; did it? */
    boolean takeBack(Row row) {
        joinRow(row);
        return pending(row).containsKey(row.dot());
    }

    private void hear(ChainHead told) {
        if (memory(told.stream()).hear(told)) {
            headsTold.computeIfAbsent(told.stream(), _ -> new ArrayList<>()).add(told);
        }
    }

    private Map<StreamId, Long> standing(Delta joined) {
        Map<StreamId, Long> values = new HashMap<>();
        for (StreamId stream : joined.covered().keySet()) {
            ChainHead head = memory(stream).heads.get(stream);
            if (head != null && head.seq() == joined.covered(stream).max()) {
                values.put(stream, head.hash());
            }
        }
        return values;
    }

    private record StreamDot(StreamId stream, long seq) {}

    private static Ranges covered(Delta delta, StreamId stream) {
        return delta.covered().getOrDefault(stream, Ranges.EMPTY);
    }

    private boolean isNew(Row row, Delta delta) {
        long seq = row.dot().seq();
        return covered(delta, row.stream()).contains(seq)
                && !memory(row.stream()).context(row.stream()).contains(seq);
    }

    private void joinRow(Row row) {
        Key key = new Key(row.shard(), row.key());
        VersionVector vector = vectors.getOrDefault(key, VersionVector.EMPTY);
        if (!row.supersedes().seqByActor().isEmpty()) {
            VersionVector more = vector.join(row.supersedes());
            if (!more.equals(vector)) {
                vectors.put(key, more);
                vectorsChanged.put(key, more);
            }
            row.supersedes()
                    .seqByActor()
                    .forEach((actor, upTo) ->
                            superseded.add(new Superseded(key, StreamId.rows(row.shard(), actor), upTo)));
            pending(row).keySet().removeIf(row.supersedes()::covers);
        }
        if (!vector.covers(row.dot())) {
            pending(row).put(row.dot(), row);
        }
    }

    private Map<Dot, Row> pending(Row row) {
        return rows.computeIfAbsent(new Key(row.shard(), row.key()), _ -> new LinkedHashMap<>());
    }

    private void joinBlock(
            ObservationBlock block, Ranges covered, List<ObservationBlock> news, Map<StreamId, Ranges> fresh) {
        StreamId stream = block.stream();
        Ranges claimed = Ranges.of(block.first(), block.last()).intersect(covered);
        Ranges data = memory(stream).data(stream);
        Ranges missing = claimed.minus(data);
        boolean isWhole = missing.count() == 1 && missing.cardinality() == block.count();
        if (!(isWhole ? placeWhole(block, news) : placeParts(block, missing, !missing.equals(claimed), news))) {
            quarantined.add(new Quarantined(block, Reason.UNREADABLE));
            return;
        }
        if (!missing.isEmpty()) {
            if (!memory(stream).lost(stream).isEmpty()) {
                memory(stream).found(stream, missing);
                lossesChanged.add(stream);
            }
            learn(stream, missing, fresh);
            fresh.merge(stream, missing, Ranges::union);
        }
    }

    private boolean placeWhole(ObservationBlock block, List<ObservationBlock> news) {
        Optional<PlacedBlock> placed = PlacedBlock.of(block);
        placed.ifPresent(whole -> place(whole, news));
        return placed.isPresent();
    }

    private boolean placeParts(ObservationBlock block, Ranges missing, boolean overlaps, List<ObservationBlock> news) {
        Optional<DecodedBlock> decoded = DecodedBlock.of(block);
        if (decoded.isEmpty()) {
            return false;
        }
        if (overlaps) {
            quarantineContradictions(decoded.get());
        }
        for (int index = 0; index < missing.count(); index++) {
            place(decoded.get().part(missing.first(index), missing.last(index)).placed(), news);
        }
        return true;
    }

    private void place(PlacedBlock placed, List<ObservationBlock> news) {
        blocks.computeIfAbsent(placed.block().stream(), _ -> new ArrayList<>()).add(placed);
        news.add(placed.block());
    }

    private void quarantineContradictions(DecodedBlock came) {
        StreamId stream = came.block().stream();
        Ranges different = Ranges.EMPTY;
        for (DecodedBlock other :
                held.overlapping(stream, came.block().first(), came.block().last())) {
            different = different.union(came.contradictions(other));
        }
        for (PlacedBlock other : blocks.getOrDefault(stream, List.of())) {
            if (other.block().first() <= came.block().last()
                    && other.block().last() >= came.block().first()) {
                different = different.union(
                        came.contradictions(DecodedBlock.of(other.block()).orElseThrow()));
            }
        }
        for (int index = 0; index < different.count(); index++) {
            quarantined.add(new Quarantined(
                    came.part(different.first(index), different.last(index)).block(), Reason.CONTRADICTS));
        }
    }

    private void joinLoss(Lost loss, Ranges covered, List<Lost> news, Map<StreamId, Ranges> fresh) {
        StreamId stream = loss.stream();
        Ranges missing = Ranges.of(loss.first(), loss.last())
                .intersect(covered)
                .minus(memory(stream).context(stream));
        for (int index = 0; index < missing.count(); index++) {
            Lost part = new Lost(stream, missing.first(index), missing.last(index), loss.reason(), loss.atMillis());
            memory(stream).declareLost(part);
            lossesChanged.add(stream);
            news.add(part);
        }
        learn(stream, missing, fresh);
    }

    private void learn(StreamId stream, Ranges ranges, Map<StreamId, Ranges> fresh) {
        Ranges more = ranges.minus(memory(stream).context(stream));
        if (!more.isEmpty()) {
            memory(stream).add(stream, more);
            contextsChanged.add(stream);
            fresh.merge(stream, more, Ranges::union);
        }
    }

    private ShardMemory memory(StreamId stream) {
        return shards.of(stream.shard());
    }
}
