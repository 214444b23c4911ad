package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.GrowingRanges;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.ChainHead;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.ReplicaStore;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * The replica in SQLite. Belongs to one thread. After a {@link io.wardkeep.sync.StoreException} nothing more is done
 * with the connection: {@link #reopen()} first.
 */
public final class SqliteReplicaStore implements ReplicaStore, AutoCloseable {

    private final Path file;
    private final Actor self;
    private final InstantSource clock;
    private Content content;

    /**
     * Opens or creates the journal's file.
     *
     * @param file for this user only; its write-ahead log lies beside it
     * @param self who mints dots here
     * @param clock for the times of declared losses
     * @throws io.wardkeep.sync.StoreException when it cannot be opened
     */
    public SqliteReplicaStore(Path file, Actor self, InstantSource clock) {
        this.file = file;
        this.self = self;
        this.clock = clock;
        content = Content.open(file, self, clock);
    }

    /** Throws the connection away, opens a new one and reads again what is durable. */
    void reopen() {
        content.close();
        content = Content.open(file, self, clock);
    }

    Content content() {
        return content;
    }

    @Override
    public Set<ShardId> shards() {
        return content.streams.shards();
    }

    @Override
    public Map<StreamId, Ranges> context(ShardId shard) {
        return sets(shard, state -> state.context);
    }

    @Override
    public Map<StreamId, Ranges> lost(ShardId shard) {
        return sets(shard, state -> state.lost);
    }

    @Override
    public Map<StreamId, Long> equivocations(ShardId shard) {
        Map<StreamId, Long> counts = new TreeMap<>();
        sets(shard, state -> state.equivocal).forEach((stream, ranges) -> counts.put(stream, ranges.cardinality()));
        return counts;
    }

    @Override
    public Map<StreamId, ChainHead> heads(ShardId shard) {
        Map<StreamId, ChainHead> heads = new TreeMap<>();
        for (StreamState state : content.streams.all()) {
            if (state.id.shard().equals(shard)) {
                content.chains.head(state).ifPresent(head -> heads.put(state.id, head));
            }
        }
        return heads;
    }

    @Override
    public OptionalLong chainAt(StreamId stream, long seq) {
        Optional<StreamState> state = content.streams.find(stream);
        return state.isEmpty() ? OptionalLong.empty() : content.chains.at(state.get(), seq);
    }

    private Map<StreamId, Ranges> sets(ShardId shard, Function<StreamState, Ranges> which) {
        Map<StreamId, Ranges> sets = new TreeMap<>();
        for (StreamState state : content.streams.all()) {
            Ranges set = which.apply(state);
            if (state.id.shard().equals(shard) && !set.isEmpty()) {
                sets.put(state.id, set);
            }
        }
        return sets;
    }

    @Override
    public Delta join(Delta delta) {
        content.database.begin();
        Map<StreamId, Ranges> fresh = new HashMap<>();
        List<Row> rows = joinRows(delta, fresh);
        List<ObservationBlock> blocks = new ArrayList<>();
        for (ObservationBlock block : delta.blocks()) {
            blocks.addAll(content.observations.join(block));
        }
        List<Lost> lost = new ArrayList<>();
        for (Lost loss : delta.lost()) {
            lost.addAll(content.observations.join(loss));
        }
        blocks.forEach(block -> add(fresh, block.stream(), Ranges.of(block.first(), block.last())));
        lost.forEach(loss -> add(fresh, loss.stream(), Ranges.of(loss.first(), loss.last())));
        content.chains.hear(delta);
        content.database.commit();
        Delta joined = new Delta(rows, blocks, lost, fresh);
        return joined.withHeads(content.chains.standing(joined));
    }

    private List<Row> joinRows(Delta delta, Map<StreamId, Ranges> fresh) {
        RowJoin joining = content.rows.joining();
        Map<StreamId, GrowingRanges> arrived = new HashMap<>();
        delta.rows().forEach(row -> {
            StreamId stream = row.stream();
            long seq = row.dot().seq();
            GrowingRanges some =
                    arrived.computeIfAbsent(stream, _ -> new GrowingRanges(content.streams.enter(stream).context));
            if (!some.contains(seq)) {
                some.add(seq, seq);
                joining.join(row);
            }
        });
        arrived.forEach((stream, all) -> grow(stream, all.toRanges(), fresh));
        delta.covered().forEach((stream, covered) -> {
            if (!Observations.isObserved(content.streams.enter(stream))) {
                grow(stream, covered, fresh);
            }
        });
        fresh.keySet().forEach(stream -> content.streams.saveContext(content.streams.enter(stream)));
        return joining.write();
    }

    private void grow(StreamId stream, Ranges more, Map<StreamId, Ranges> fresh) {
        StreamState state = content.streams.enter(stream);
        add(fresh, stream, more.minus(state.context));
        state.context = state.context.union(more);
    }

    private static void add(Map<StreamId, Ranges> sets, StreamId stream, Ranges more) {
        if (!more.isEmpty()) {
            sets.merge(stream, more, Ranges::union);
        }
    }

    @Override
    public Delta scan(StreamId stream, Ranges wanted, int bytesMax) {
        return scan(
                stream,
                wanted,
                bytesMax,
                state -> new ObservationScan(content.database, content.observations, content.bodies, state, bytesMax));
    }

    @Override
    public Delta scanWhatIsThere(StreamId stream, Ranges wanted, int bytesMax) {
        return scan(
                stream,
                wanted.minus(
                        content.streams.find(stream).map(state -> state.expired).orElse(Ranges.EMPTY)),
                bytesMax,
                state -> ObservationScan.changingNothing(
                        content.database, content.observations, content.bodies, state, bytesMax));
    }

    private Delta scan(
            StreamId stream, Ranges wanted, int bytesMax, Function<StreamState, ObservationScan> observations) {
        Optional<StreamState> state = content.streams.find(stream);
        if (state.isEmpty()) {
            return Delta.EMPTY;
        }
        Delta found = Observations.isObserved(state.get())
                ? observations.apply(state.get()).run(wanted)
                : content.rows.scan(stream, wanted, bytesMax);
        return content.chains.withHead(state.get(), found);
    }

    @Override
    public Map<StreamId, Ranges> live(ShardId shard) {
        return content.rows.live(shard);
    }

    @Override
    public Delta conform(Delta told) {
        content.database.begin();
        Map<StreamId, Ranges> changed = new HashMap<>();
        told.covered().forEach((stream, covered) -> {
            if (stream.shard().family().isRegister()) {
                add(changed, stream, content.rows.remove(stream, covered, told));
            }
        });
        List<Row> back = new ArrayList<>();
        for (Row row : told.rows()) {
            long seq = row.dot().seq();
            boolean seen = content.streams
                    .find(row.stream())
                    .map(state -> state.context.contains(seq))
                    .orElse(false);
            if (row.shard().family().isRegister() && seen && content.rows.takeBack(row)) {
                back.add(row);
                add(changed, row.stream(), Ranges.of(seq, seq));
            }
        }
        content.database.commit();
        return new Delta(back, List.of(), List.of(), changed);
    }

    @Override
    public Map<StreamId, Ranges> unaccepted(Actor since) {
        Map<StreamId, Ranges> unaccepted = new HashMap<>();
        for (StreamState state : content.streams.all()) {
            if (state.id.actor().isFrom(since)) {
                add(unaccepted, state.id, state.context.minus(content.peers.of(state)));
            }
        }
        return unaccepted;
    }

    @Override
    public void accepted(UUID peer, Map<StreamId, Ranges> ranges) {
        content.database.begin();
        ranges.forEach((stream, some) -> content.peers.acknowledge(peer, stream, some));
        content.peers.save();
        content.database.commit();
    }

    @Override
    public void close() {
        content.close();
    }
}
