package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StoreException;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.WardId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The streams that this replica knows, their numbers in the database, and their exact contexts. */
final class Streams {

    private static final Family[] FAMILIES = Family.values();

    private final Database database;
    private final TreeMap<StreamId, StreamState> states = new TreeMap<>();
    private final Map<Long, StreamState> byNumber = new HashMap<>();
    private long lastNumber;

    /** Reads everything but the tails. */
    Streams(Database database) {
        this.database = database;
        database.query(
                        "SELECT ward, family, site, incarnation, device, id FROM stream",
                        row -> new StreamState(row.getLong(6), id(row)))
                .forEach(state -> {
                    states.put(state.id, state);
                    byNumber.put(state.number, state);
                    lastNumber = Math.max(lastNumber, state.number);
                });
        Map<Long, Ranges> contexts = RangeTable.CONTEXT.load(database);
        Map<Long, Ranges> expired = RangeTable.EXPIRED.load(database);
        Map<Long, Ranges> equivocal = RangeTable.EQUIVOCATION.load(database);
        Map<Long, Ranges> lost = new HashMap<>();
        database.query("SELECT stream, first, last FROM lost ORDER BY stream, first", row ->
                        new long[] {row.getLong(1), row.getLong(2), row.getLong(3)})
                .forEach(range -> lost.merge(range[0], Ranges.of(range[1], range[2]), Ranges::union));
        for (StreamState state : states.values()) {
            state.savedContext = contexts.getOrDefault(state.number, Ranges.EMPTY);
            state.lost = lost.getOrDefault(state.number, Ranges.EMPTY);
            state.expired = expired.getOrDefault(state.number, Ranges.EMPTY);
            state.equivocal = equivocal.getOrDefault(state.number, Ranges.EMPTY);
            state.context = state.savedContext.union(state.lost);
        }
    }

    /** The stream whose ward, family, site, incarnation and device are the first five columns. */
    static StreamId id(ResultSet row) throws SQLException {
        return new StreamId(
                new ShardId(new WardId(row.getString(1)), FAMILIES[row.getInt(2)]),
                Actor.of(Columns.site(row.getBytes(3)), (int) row.getLong(4)),
                row.getInt(5));
    }

    /** All streams, in order. */
    Collection<StreamState> all() {
        return states.values();
    }

    /** How many sequences of all streams came with two contents. */
    long equivocal() {
        long count = 0;
        for (StreamState state : states.values()) {
            count += state.equivocal.cardinality();
        }
        return count;
    }

    Optional<StreamState> find(StreamId id) {
        return Optional.ofNullable(states.get(id));
    }

    /** The stream, entered into the database if it is new; inside a transaction. */
    StreamState enter(StreamId id) {
        StreamState known = states.get(id);
        if (known != null) {
            return known;
        }
        StreamState state = new StreamState(++lastNumber, id);
        database.update(
                "INSERT INTO stream (id, ward, family, site, incarnation, device) VALUES (?, ?, ?, ?, ?, ?)",
                state.number,
                id.shard().ward().name(),
                id.shard().family().ordinal(),
                Columns.site(id.actor().site()),
                Columns.incarnation(id.actor().incarnation()),
                id.device());
        states.put(id, state);
        byNumber.put(state.number, state);
        return state;
    }

    /** The stream that other tables know by this number. */
    StreamState numbered(long number) {
        StreamState state = byNumber.get(number);
        if (state == null) {
            throw new StoreException("the journal is damaged", new IllegalStateException("no stream " + number));
        }
        return state;
    }

    /** Makes table context say what the stream's context is; inside a transaction. */
    void saveContext(StreamState state) {
        RangeTable.CONTEXT.replace(database, state.number, state.savedContext, state.context);
        state.savedContext = state.context;
    }

    /** The shards that have at least one stream. */
    Set<ShardId> shards() {
        Set<ShardId> shards = new TreeSet<>();
        states.keySet().forEach(stream -> shards.add(stream.shard()));
        return shards;
    }
}
