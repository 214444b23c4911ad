package io.wardkeep.hub.record;

import io.wardkeep.hub.record.Sql.Column;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.ChainHead;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.ReplicaStore;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StoreException;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.LossReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The merged record as a replica. One connection, one thread (the store loop). A join locks the rows of its shards, so
 * that of several hubs on one database one at a time writes a shard; what is remembered of a shard between joins counts
 * only while the shard's version is the remembered one. After any failure the connection and everything remembered are
 * thrown away, and the next call begins anew.
 */
public final class PostgresReplicaStore implements ReplicaStore, AutoCloseable {

    private static final LossReason[] REASONS = LossReason.values();

    private final DataSource source;
    private @Nullable Connection connection;
    private Names names = new Names();
    private Map<ShardId, ShardMemory> memories = new HashMap<>();
    private long quarantined;

    /** Over a migrated database; see {@link Migrations}. Connects on first use. */
    public PostgresReplicaStore(DataSource source) {
        this.source = source;
    }

    /** How many blocks went to quarantine since start, because they contradict what is held or cannot be read. */
    public long quarantined() {
        return quarantined;
    }

    @Override
    public Set<ShardId> shards() {
        return transaction(
                "list shards",
                open -> new TreeSet<>(Sql.query(open, Names::shardOf, "select ward, family from shard")));
    }

    @Override
    public Map<StreamId, Ranges> context(ShardId shard) {
        return read("read a context", shard, Map.of(), (_, memory) -> Map.copyOf(memory.context));
    }

    @Override
    public Map<StreamId, Ranges> lost(ShardId shard) {
        return read("read losses", shard, Map.of(), (_, memory) -> {
            Map<StreamId, Ranges> ranges = new HashMap<>();
            memory.lost.keySet().forEach(stream -> ranges.put(stream, memory.lostRanges(stream)));
            ranges.values().removeIf(Ranges::isEmpty);
            return ranges;
        });
    }

    @Override
    public Map<StreamId, Long> equivocations(ShardId shard) {
        return read("count equivocations", shard, Map.of(), (open, memory) -> {
            Map<StreamId, Ranges> ranges = new HashMap<>();
            Sql.query(
                    open,
                    row -> ranges.merge(
                            Names.streamOf(row), Ranges.of(row.getLong("first"), row.getLong("last")), Ranges::union),
                    """
                    select ward, family, site, incarnation, device, first, last from quarantine
                    join stream on stream.id = quarantine.stream join shard on shard.id = stream.shard
                    where shard.id = ? and reason = ?
                    """,
                    memory.id,
                    Join.Reason.CONTRADICTS.name());
            Map<StreamId, Long> counts = new HashMap<>();
            ranges.forEach((stream, some) -> counts.put(stream, some.cardinality()));
            return counts;
        });
    }

    @Override
    public Map<StreamId, ChainHead> heads(ShardId shard) {
        return read("read chain heads", shard, Map.of(), (_, memory) -> Map.copyOf(memory.heads));
    }

    @Override
    public OptionalLong chainAt(StreamId stream, long seq) {
        return read("read a chain", stream.shard(), OptionalLong.empty(), (open, memory) -> {
            ChainHead head = memory.heads.get(stream);
            return head == null || seq > head.seq() ? OptionalLong.empty() : chainIn(open, head, seq);
        });
    }

    private OptionalLong chainIn(Connection open, ChainHead head, long seq) throws SQLException {
        if (seq == head.seq()) {
            return OptionalLong.of(head.hash());
        }
        List<Long> found = Sql.query(
                open,
                row -> row.getLong(1),
                "select hash from chain where stream = ? and seq = ?",
                names.stream(head.stream()),
                seq);
        return found.isEmpty() ? OptionalLong.empty() : OptionalLong.of(found.getFirst());
    }

    @Override
    public Delta join(Delta delta) {
        return joinAll(List.of(delta)).getFirst();
    }

    /** Joins several deltas in one transaction, in order; one answer for each, as {@link #join} gives it. */
    public List<Delta> joinAll(List<Delta> deltas) {
        Set<StreamId> streams = named(deltas);
        if (streams.isEmpty()) {
            return deltas;
        }
        return transaction("join", open -> joinIn(open, deltas, streams));
    }

    private static Set<StreamId> named(List<Delta> deltas) {
        Set<StreamId> streams = new HashSet<>();
        for (Delta delta : deltas) {
            streams.addAll(delta.covered().keySet());
            delta.rows().forEach(row -> {
                streams.add(row.stream());
                row.supersedes().seqByActor().keySet().forEach(actor -> streams.add(StreamId.rows(row.shard(), actor)));
            });
            delta.blocks().forEach(block -> streams.add(block.stream()));
            delta.lost().forEach(loss -> streams.add(loss.stream()));
        }
        return streams;
    }

    private List<Delta> joinIn(Connection open, List<Delta> deltas, Set<StreamId> streams) throws SQLException {
        names.intern(open, streams);
        LockedShards shards = lockAll(open, streams);
        Map<StreamId, Ranges> before = new HashMap<>();
        streams.forEach(stream -> before.put(stream, shards.of(stream.shard()).context(stream)));
        Join join = new Join(shards, vectors(open, deltas), (stream, first, last) -> heldIn(open, stream, first, last));
        List<Delta> fresh = new ArrayList<>();
        for (Delta delta : deltas) {
            fresh.add(join.add(delta));
        }
        new JoinWriter(open, names::stream, shards).write(join, before);
        touch(open, shards, streams);
        quarantined += join.quarantined.size();
        return fresh;
    }

    @Override
    public Delta scan(StreamId stream, Ranges wanted, int bytesMax) {
        return read("scan", stream.shard(), Delta.EMPTY, (open, memory) -> {
            if (!names.knows(stream)) {
                names.find(open, stream.shard());
            }
            if (!names.knows(stream)) {
                return Delta.EMPTY;
            }
            Delta found = new Scan(open, names.stream(stream), stream, memory).run(wanted, bytesMax);
            ChainHead head = memory.heads.get(stream);
            long last = found.covered(stream).max();
            if (head == null || last == 0 || last > head.seq()) {
                return found;
            }
            OptionalLong value = chainIn(open, head, last);
            return value.isPresent() ? found.withHeads(Map.of(stream, value.getAsLong())) : found;
        });
    }

    @Override
    public Map<StreamId, Ranges> live(ShardId shard) {
        return read("read live dots", shard, Map.of(), (open, memory) -> {
            Map<StreamId, List<Long>> dots = new HashMap<>();
            Sql.query(
                    open,
                    row -> dots.computeIfAbsent(Names.streamOf(row), _ -> new ArrayList<>())
                            .add(row.getLong("seq")),
                    """
                    select ward, family, site, incarnation, device, seq from live_row
                    join stream on stream.id = live_row.stream join shard on shard.id = live_row.shard
                    where shard.id = ? order by live_row.stream, seq
                    """,
                    memory.id);
            Map<StreamId, Ranges> live = new HashMap<>();
            dots.forEach((stream, ascending) -> live.put(stream, Ranges.ofAscending(ascending)));
            return live;
        });
    }

    @Override
    public Delta conform(Delta told) {
        Set<StreamId> streams = named(List.of(told));
        return streams.isEmpty()
                ? Delta.EMPTY
                : transaction("conform", open -> {
                    names.intern(open, streams);
                    LockedShards shards = lockAll(open, streams);
                    Join join = new Join(shards, vectors(open, List.of(told)), (_, _, _) -> List.of());
                    Delta changed = new Conforming(open, names::stream, shards, join).run(told);
                    new JoinWriter(open, names::stream, shards).write(join, Map.of());
                    touch(open, shards, streams);
                    return changed;
                });
    }

    private LockedShards lockAll(Connection open, Set<StreamId> streams) throws SQLException {
        TreeSet<ShardId> touched = new TreeSet<>();
        streams.forEach(stream -> touched.add(stream.shard()));
        return lock(open, touched);
    }

    /** Other writers read again. */
    private void touch(Connection open, LockedShards shards, Set<StreamId> streams) throws SQLException {
        TreeSet<ShardId> touched = new TreeSet<>();
        streams.forEach(stream -> touched.add(stream.shard()));
        Sql.update(
                open,
                "update shard set version = version + 1 where id = any(?)",
                new Column("int4", touched.stream().map(names::shard).toList()));
        touched.forEach(shard -> shards.of(shard).version++);
    }

    /** Puts small blocks together; how many fewer there are. Says nothing new, so that nobody is told. */
    public int merge(long nowMillis) {
        return transaction("merge blocks", open -> {
            Merging merging = new Merging(open);
            merging.settle(nowMillis);
            return merging.run(nowMillis);
        });
    }

    /** Keeps a measurement of a gateway's clock. */
    void note(ClockOffsets.Sample sample) {
        transaction("keep a clock's offset", open -> {
            ClockOffsets.note(open, sample);
            return sample;
        });
    }

    /** Tells some blocks that are at rest minute by minute, for long trends; how many. */
    public int rollUp() {
        return transaction("roll blocks up", open -> new Rollup(open).run());
    }

    /** The live rows of a key. */
    List<Row> liveRows(ShardId shard, String key) {
        return read("read a key", shard, List.of(), (open, memory) -> Rows.ofKey(open, memory.id, key));
    }

    /** Of each stream of a shard the live row with the highest sequence. */
    List<Row> newestRows(ShardId shard) {
        return read("read the newest rows", shard, List.of(), (open, memory) -> Rows.newest(open, memory.id));
    }

    /** The server rolls back whatever was open. */
    @Override
    public void close() {
        forget().ifPresent(failed -> {
            throw new StoreException("the record cannot be closed", failed);
        });
    }

    /** Reads what a shard holds. */
    private interface ShardReader<T> {
        T read(Connection open, ShardMemory memory) throws SQLException;
    }

    /** Reads one shard; {@code otherwise} when nobody has heard of it. */
    private <T> T read(String what, ShardId shard, T otherwise, ShardReader<T> reader) {
        return transaction(what, open -> {
            if (!names.knows(shard)) {
                names.find(open, shard);
            }
            return names.knows(shard)
                    ? reader.read(open, lock(open, Set.of(shard)).of(shard))
                    : otherwise;
        });
    }

    private List<DecodedBlock> heldIn(Connection open, StreamId stream, long first, long last) {
        try {
            List<ObservationBlock> blocks = Sql.query(
                    open,
                    row -> new ObservationBlock(stream, row.getLong(1), row.getLong(2), Bytes.adopt(row.getBytes(3))),
                    "select first, last, body from block where stream = ? and first <= ? and last >= ? order by first",
                    names.stream(stream),
                    last,
                    first);
            List<DecodedBlock> decoded = new ArrayList<>();
            for (ObservationBlock block : blocks) {
                decoded.add(DecodedBlock.of(block)
                        .orElseThrow(() ->
                                new SQLException("a stored block cannot be read: " + stream + " " + block.first())));
            }
            return decoded;
        } catch (SQLException failed) {
            throw new StoreException("read blocks to compare", failed);
        }
    }

    private Map<Join.Key, VersionVector> vectors(Connection open, List<Delta> deltas) throws SQLException {
        Set<Join.Key> keys = new HashSet<>();
        for (Delta delta : deltas) {
            delta.rows().forEach(row -> keys.add(new Join.Key(row.shard(), row.key())));
        }
        Map<Join.Key, VersionVector> vectors = new HashMap<>();
        if (!keys.isEmpty()) {
            List<Join.Key> ordered = List.copyOf(keys);
            Sql.query(
                    open,
                    row -> vectors.put(
                            new Join.Key(Names.shardOf(row), row.getString("key")),
                            Sql.vectorOf(row.getBytes("vector"))),
                    """
                    select ward, family, key, vector from key_vector
                    join unnest(?, ?) as wanted(shard, key) using (shard, key)
                    join shard on shard.id = key_vector.shard
                    """,
                    new Column(
                            "int4",
                            ordered.stream()
                                    .map(key -> names.shard(key.shard()))
                                    .toList()),
                    new Column("text", ordered.stream().map(Join.Key::name).toList()));
        }
        return vectors;
    }

    /** Locks the shards' rows, in order, and gives what they hold, read again where somebody else wrote. */
    private LockedShards lock(Connection open, Set<ShardId> wanted) throws SQLException {
        List<Version> versions = Sql.query(
                open,
                row -> new Version(Names.shardOf(row), row.getInt("id"), row.getLong("version")),
                "select id, ward, family, version from shard where id = any(?) order by id for update",
                new Column("int4", wanted.stream().map(names::shard).toList()));
        for (Version now : versions) {
            ShardMemory memory = memories.get(now.shard);
            if (memory == null || memory.version != now.version) {
                memories.put(now.shard, load(open, now.shard, now.id, now.version));
            }
        }
        return new LockedShards(memories);
    }

    /** Where a shard's row stands. */
    private record Version(ShardId shard, int id, long version) {}

    private static ShardMemory load(Connection open, ShardId shard, int id, long version) throws SQLException {
        ShardMemory memory = new ShardMemory(shard, id, version);
        Sql.query(
                open,
                row -> {
                    StreamId stream = Names.streamOf(row);
                    memory.add(stream, Ranges.of(row.getLong("first"), row.getLong("last")));
                    return stream;
                },
                """
                select ward, family, site, incarnation, device, first, last from context
                join stream on stream.id = context.stream join shard on shard.id = stream.shard
                where shard.id = ? order by context.stream, first
                """,
                id);
        Sql.query(
                open,
                row -> {
                    Lost piece = new Lost(
                            Names.streamOf(row),
                            row.getLong("first"),
                            row.getLong("last"),
                            REASONS[row.getInt("reason")],
                            row.getLong("at_millis"));
                    memory.declareLost(piece);
                    return piece;
                },
                """
                select ward, family, site, incarnation, device, first, last, reason, at_millis from lost
                join stream on stream.id = lost.stream join shard on shard.id = stream.shard
                where shard.id = ? order by lost.stream, first
                """,
                id);
        Sql.query(
                open,
                row -> memory.hear(new ChainHead(Names.streamOf(row), row.getLong("seq"), row.getLong("hash"))),
                """
                select ward, family, site, incarnation, device, seq, hash from chain
                join stream on stream.id = chain.stream join shard on shard.id = stream.shard
                where shard.id = ? and seq = (select max(seq) from chain newer where newer.stream = chain.stream)
                """,
                id);
        return memory;
    }

    /** Something done inside a transaction. */
    interface Work<T> {
        T in(Connection open) throws SQLException;
    }

    /** Durable when it returns, nothing of it when it throws. */
    <T> T transaction(String what, Work<T> work) {
        try {
            Connection open = connection();
            T result = work.in(open);
            open.commit();
            return result;
        } catch (SQLException failed) {
            StoreException broken = new StoreException("the record cannot " + what, failed);
            forget().ifPresent(broken::addSuppressed);
            throw broken;
        } catch (RuntimeException bug) {
            forget().ifPresent(bug::addSuppressed);
            throw bug;
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            Connection fresh = source.getConnection();
            fresh.setAutoCommit(false);
            connection = fresh;
        }
        return connection;
    }

    /** Throws away what may no longer be true; gives what closing the connection complained of. */
    private Optional<SQLException> forget() {
        Connection old = connection;
        connection = null;
        names = new Names();
        memories = new HashMap<>();
        if (old != null) {
            try {
                old.close();
            } catch (SQLException closing) {
                return Optional.of(closing);
            }
        }
        return Optional.empty();
    }
}
