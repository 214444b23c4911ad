package io.wardkeep.hub.record;

import io.wardkeep.hub.record.Sql.Column;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.ChainHead;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.KeyVectors;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Writes what a {@link Join} decided, in batches of arrays; inside the caller's transaction, on the store loop. */
final class JoinWriter {

    private final Connection connection;
    private final ToIntFunction<StreamId> streamIds;
    private final LockedShards shards;

    JoinWriter(Connection connection, ToIntFunction<StreamId> streamIds, LockedShards shards) {
        this.connection = connection;
        this.streamIds = streamIds;
        this.shards = shards;
    }

    void write(Join join, Map<StreamId, Ranges> contextsBefore) throws SQLException {
        removeSuperseded(join.superseded);
        insertRows(join.rows.values().stream()
                .flatMap(pending -> pending.values().stream())
                .toList());
        writeVectors(join);
        List<PlacedBlock> blocks =
                join.blocks.values().stream().flatMap(List::stream).toList();
        insertBlocks(blocks);
        quarantine(join.quarantined);
        writeContexts(join.contextsChanged, contextsBefore);
        writeLosses(join.lossesChanged);
        writeHeads(join.headsTold);
    }

    /** Of rows every value that was told is kept, of readings the newest: theirs are many. */
    private void writeHeads(Map<StreamId, List<ChainHead>> told) throws SQLException {
        if (told.isEmpty()) {
            return;
        }
        List<StreamId> newestOnly = told.keySet().stream()
                .filter(stream -> stream.shard().family() == Family.OBS)
                .toList();
        Sql.update(
                connection,
                "delete from chain where stream = any(?)",
                new Column("int4", newestOnly.stream().map(this::id).toList()));
        List<ChainHead> kept = new ArrayList<>();
        told.forEach((stream, heads) ->
                kept.addAll(stream.shard().family() == Family.OBS ? List.of(heads.getLast()) : heads));
        Sql.update(
                connection,
                "insert into chain (stream, seq, hash) select * from unnest(?, ?, ?)",
                new Column("int4", kept.stream().map(head -> id(head.stream())).toList()),
                new Column("int8", kept.stream().map(ChainHead::seq).toList()),
                new Column("int8", kept.stream().map(ChainHead::hash).toList()));
    }

    private void removeSuperseded(Set<Join.Superseded> superseded) throws SQLException {
        if (superseded.isEmpty()) {
            return;
        }
        List<Join.Superseded> all = List.copyOf(superseded);
        Sql.update(
                connection,
                """
                delete from live_row using unnest(?, ?, ?) as gone(stream, key, up_to)
                where live_row.stream = gone.stream and live_row.key = gone.key and live_row.seq <= gone.up_to
                """,
                new Column("int4", all.stream().map(gone -> id(gone.stream())).toList()),
                new Column("text", all.stream().map(gone -> gone.key().name()).toList()),
                new Column("int8", all.stream().map(Join.Superseded::upTo).toList()));
    }

    private void insertRows(List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Sql.update(
                connection,
                """
                insert into live_row (stream, seq, shard, key, hlc, kind, supersedes, payload)
                select * from unnest(?, ?, ?, ?, ?, ?, ?, ?)
                """,
                new Column("int4", rows.stream().map(row -> id(row.stream())).toList()),
                new Column("int8", rows.stream().map(row -> row.dot().seq()).toList()),
                new Column(
                        "int4", rows.stream().map(row -> shardId(row.shard())).toList()),
                new Column("text", rows.stream().map(Row::key).toList()),
                new Column("int8", rows.stream().map(row -> row.at().packed()).toList()),
                new Column("int4", rows.stream().map(Row::kind).toList()),
                new Column(
                        "bytea",
                        rows.stream().map(row -> Sql.bytesOf(row.supersedes())).toList()),
                new Column("bytea", rows.stream().map(Row::payload).toList()));
    }

    private void writeVectors(Join join) throws SQLException {
        if (join.vectorsChanged.isEmpty()) {
            return;
        }
        Map<Join.Key, VersionVector> needed = new HashMap<>();
        join.vectorsChanged.forEach((key, vector) -> needed.put(
                key,
                KeyVectors.needed(
                        vector, key.shard(), stream -> shards.of(stream.shard()).context(stream))));
        List<Join.Key> gone = needed.keySet().stream()
                .filter(key -> needed.getOrDefault(key, VersionVector.EMPTY).isEmpty())
                .toList();
        List<Join.Key> keys =
                needed.keySet().stream().filter(key -> !gone.contains(key)).toList();
        Sql.update(
                connection,
                "delete from key_vector using unnest(?, ?) as gone(shard, key)"
                        + " where key_vector.shard = gone.shard and key_vector.key = gone.key",
                new Column(
                        "int4", gone.stream().map(key -> shardId(key.shard())).toList()),
                new Column("text", gone.stream().map(Join.Key::name).toList()));
        Sql.update(
                connection,
                """
                insert into key_vector (shard, key, vector) select * from unnest(?, ?, ?)
                on conflict (shard, key) do update set vector = excluded.vector
                """,
                new Column(
                        "int4", keys.stream().map(key -> shardId(key.shard())).toList()),
                new Column("text", keys.stream().map(Join.Key::name).toList()),
                new Column(
                        "bytea",
                        keys.stream().map(needed::get).map(Sql::bytesOf).toList()));
    }

    private void insertBlocks(List<PlacedBlock> blocks) throws SQLException {
        if (blocks.isEmpty()) {
            return;
        }
        Sql.update(
                connection,
                """
                insert into block (stream, first, last, from_millis, until_millis, body)
                select * from unnest(?, ?, ?, ?, ?, ?)
                """,
                new Column(
                        "int4",
                        blocks.stream().map(part -> id(part.block().stream())).toList()),
                new Column(
                        "int8",
                        blocks.stream().map(part -> part.block().first()).toList()),
                new Column(
                        "int8", blocks.stream().map(part -> part.block().last()).toList()),
                new Column("int8", blocks.stream().map(PlacedBlock::fromMillis).toList()),
                new Column("int8", blocks.stream().map(PlacedBlock::untilMillis).toList()),
                new Column(
                        "bytea",
                        blocks.stream().map(part -> part.block().body()).toList()));
    }

    private void quarantine(List<Join.Quarantined> quarantined) throws SQLException {
        for (Join.Quarantined entry : quarantined) {
            Sql.update(
                    connection,
                    "insert into quarantine (stream, first, last, reason, body) values (?, ?, ?, ?, ?)",
                    id(entry.block().stream()),
                    entry.block().first(),
                    entry.block().last(),
                    entry.reason().name(),
                    entry.block().body());
        }
    }

    private record Range(long first, long last) {}

    private void writeContexts(Collection<StreamId> changed, Map<StreamId, Ranges> before) throws SQLException {
        List<Integer> goneStreams = new ArrayList<>();
        List<Long> goneFirsts = new ArrayList<>();
        List<Integer> streams = new ArrayList<>();
        List<Range> ranges = new ArrayList<>();
        for (StreamId stream : changed) {
            Set<Range> old = rangesOf(before.getOrDefault(stream, Ranges.EMPTY));
            Set<Range> now = rangesOf(shards.of(stream.shard()).context(stream));
            for (Range range : old) {
                if (!now.contains(range)) {
                    goneStreams.add(id(stream));
                    goneFirsts.add(range.first());
                }
            }
            for (Range range : now) {
                if (!old.contains(range)) {
                    streams.add(id(stream));
                    ranges.add(range);
                }
            }
        }
        if (!goneStreams.isEmpty()) {
            Sql.update(connection, """
                    delete from context using unnest(?, ?) as gone(stream, first)
                    where context.stream = gone.stream and context.first = gone.first
                    """, new Column("int4", goneStreams), new Column("int8", goneFirsts));
        }
        if (!streams.isEmpty()) {
            Sql.update(
                    connection,
                    "insert into context (stream, first, last) select * from unnest(?, ?, ?)",
                    new Column("int4", streams),
                    new Column("int8", ranges.stream().map(Range::first).toList()),
                    new Column("int8", ranges.stream().map(Range::last).toList()));
        }
    }

    private static Set<Range> rangesOf(Ranges ranges) {
        Set<Range> all = new HashSet<>();
        for (int index = 0; index < ranges.count(); index++) {
            all.add(new Range(ranges.first(index), ranges.last(index)));
        }
        return all;
    }

    private void writeLosses(Collection<StreamId> changed) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        Sql.update(
                connection,
                "delete from lost where stream = any(?)",
                new Column("int4", changed.stream().map(this::id).toList()));
        List<Lost> all = changed.stream()
                .flatMap(stream -> shards.of(stream.shard()).lost(stream).stream())
                .toList();
        Sql.update(
                connection,
                "insert into lost (stream, first, last, reason, at_millis) select * from unnest(?, ?, ?, ?, ?)",
                new Column("int4", all.stream().map(piece -> id(piece.stream())).toList()),
                new Column("int8", all.stream().map(Lost::first).toList()),
                new Column("int8", all.stream().map(Lost::last).toList()),
                new Column(
                        "int2",
                        all.stream()
                                .map(piece -> (short) piece.reason().ordinal())
                                .toList()),
                new Column("int8", all.stream().map(Lost::atMillis).toList()));
    }

    private int id(StreamId stream) {
        return streamIds.applyAsInt(stream);
    }

    private int shardId(ShardId shard) {
        return shards.of(shard).id;
    }
}
