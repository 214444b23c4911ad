package io.wardkeep.hub.record;

import io.wardkeep.hub.record.Sql.Column;
import io.wardkeep.lattice.Actor;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.WardId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The small numbers by which tables speak of shards and streams. Mutable, for the store loop; dropped on a failure. */
final class Names {

    private static final Family[] FAMILIES = Family.values();

    private final Map<ShardId, Integer> shards = new HashMap<>();
    private final Map<StreamId, Integer> streams = new HashMap<>();

    int shard(ShardId shard) {
        return known(shards.get(shard), shard);
    }

    int stream(StreamId stream) {
        return known(streams.get(stream), stream);
    }

    private static int known(@Nullable Integer id, Object name) {
        if (id == null) {
            throw new IllegalStateException("has no number yet: " + name);
        }
        return id;
    }

    /** Finds numbers that the database has and this does not know yet; gives none. */
    void find(Connection connection, ShardId shard) throws SQLException {
        if (!shards.containsKey(shard)) {
            selectShards(
                    connection, new Column("text", List.of(shard.ward().name())), new Column("int2", List.of((short)
                            shard.family().ordinal())));
        }
        Sql.query(
                connection,
                row -> streams.put(streamOf(row), row.getInt("stream_id")),
                """
                select stream.id as stream_id, ward, family, site, incarnation, device
                from stream join shard on shard.id = stream.shard where ward = ? and family = ?
                """,
                shard.ward().name(),
                shard.family().ordinal());
    }

    boolean knows(ShardId shard) {
        return shards.containsKey(shard);
    }

    boolean knows(StreamId stream) {
        return streams.containsKey(stream);
    }

    /** Gives every name a number; ordered, so that two writers cannot wait for one another. */
    void intern(Connection connection, Set<StreamId> wanted) throws SQLException {
        TreeSet<ShardId> newShards = new TreeSet<>();
        wanted.forEach(stream -> newShards.add(stream.shard()));
        newShards.removeIf(shards::containsKey);
        if (!newShards.isEmpty()) {
            internShards(connection, newShards);
        }
        TreeSet<StreamId> newStreams = new TreeSet<>(wanted);
        newStreams.removeIf(streams::containsKey);
        if (!newStreams.isEmpty()) {
            internStreams(connection, newStreams);
        }
    }

    private void internShards(Connection connection, Collection<ShardId> wanted) throws SQLException {
        Column wards = new Column(
                "text", wanted.stream().map(shard -> shard.ward().name()).toList());
        Column families = new Column(
                "int2",
                wanted.stream().map(shard -> (short) shard.family().ordinal()).toList());
        Sql.update(
                connection,
                "insert into shard (ward, family) select * from unnest(?, ?) on conflict do nothing",
                wards,
                families);
        selectShards(connection, wards, families);
    }

    private void selectShards(Connection connection, Column wards, Column families) throws SQLException {
        Sql.query(connection, row -> shards.put(shardOf(row), row.getInt("shard_id")), """
                select shard.id as shard_id, shard.ward, shard.family from shard
                join unnest(?, ?) as wanted(ward, family) using (ward, family)
                """, wards, families);
    }

    private void internStreams(Connection connection, Collection<StreamId> wanted) throws SQLException {
        List<Integer> shardIds = new ArrayList<>();
        List<UUID> sites = new ArrayList<>();
        List<Long> incarnations = new ArrayList<>();
        List<Integer> devices = new ArrayList<>();
        for (StreamId stream : wanted) {
            shardIds.add(shard(stream.shard()));
            sites.add(stream.actor().site());
            incarnations.add(Integer.toUnsignedLong(stream.actor().incarnation()));
            devices.add(stream.device());
        }
        Column[] columns = {
            new Column("int4", shardIds),
            new Column("uuid", sites),
            new Column("int8", incarnations),
            new Column("int4", devices)
        };
        Sql.update(connection, """
                insert into stream (shard, site, incarnation, device) select * from unnest(?, ?, ?, ?)
                on conflict do nothing
                """, (Object[]) columns);
        Sql.query(connection, row -> streams.put(streamOf(row), row.getInt("stream_id")), """
                select stream.id as stream_id, shard.ward, shard.family, stream.site, stream.incarnation, stream.device
                from stream join shard on shard.id = stream.shard
                join unnest(?, ?, ?, ?) as wanted(shard, site, incarnation, device)
                    on (wanted.shard, wanted.site, wanted.incarnation, wanted.device)
                     = (stream.shard, stream.site, stream.incarnation, stream.device)
                """, (Object[]) columns);
    }

    static ShardId shardOf(ResultSet row) throws SQLException {
        return new ShardId(new WardId(row.getString("ward")), FAMILIES[row.getInt("family")]);
    }

    static StreamId streamOf(ResultSet row) throws SQLException {
        return new StreamId(
                shardOf(row),
                Actor.of(row.getObject("site", UUID.class), (int) row.getLong("incarnation")),
                row.getInt("device"));
    }
}
