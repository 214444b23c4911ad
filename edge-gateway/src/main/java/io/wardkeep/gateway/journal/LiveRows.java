package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StoreException;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.RowRenaming;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The live rows of all shards but observations, and what has been superseded. */
final class LiveRows {

    /** What a row costs in a frame besides key and payload; about. */
    private static final int ROW_OVERHEAD_BYTES = 64;

    private final Database database;
    private final Streams streams;
    private final KnownRegisters registers;

    LiveRows(Database database, Streams streams) {
        this.database = database;
        this.streams = streams;
        registers = new KnownRegisters(database, streams);
    }

    /** Joins one row whose dot is not in the context yet; true when it is live now. Inside a transaction. */
    boolean join(Row row) {
        RowJoin one = joining();
        one.join(row);
        return !one.write().isEmpty();
    }

    /** Joins many rows of one transaction. */
    RowJoin joining() {
        return new RowJoin(registers);
    }

    /** Removes a row whose name means something else now, and what such names superseded; inside a transaction. */
    void giveUp(Row row, RowRenaming renaming) {
        delete(row);
        KnownRegisters.Key key = new KnownRegisters.Key(row.shard(), row.key());
        KnownRegisters.Register register = registers.of(key);
        VersionVector lowered = renaming.lowered(row.shard(), register.seen);
        if (!lowered.equals(register.seen)) {
            registers.saveSeen(register, key, lowered);
        }
    }

    /** The dots of a shard's live rows. */
    Map<StreamId, Ranges> live(ShardId shard) {
        Map<StreamId, List<Long>> dots = new TreeMap<>();
        database.query(
                "SELECT s.site, s.incarnation, r.seq FROM live_row r JOIN stream s ON s.id = r.stream"
                        + " WHERE r.ward=? AND r.family=? ORDER BY r.stream, r.seq",
                row -> dots.computeIfAbsent(
                                StreamId.rows(shard, Actor.of(Columns.site(row.getBytes(1)), (int) row.getLong(2))),
                                _ -> new ArrayList<>())
                        .add(row.getLong(3)),
                shard.ward().name(),
                shard.family().ordinal());
        Map<StreamId, Ranges> live = new TreeMap<>();
        dots.forEach((stream, ascending) -> live.put(stream, Ranges.ofAscending(ascending)));
        return live;
    }

    /** Removes what is live of {@code covered} and not named; which dots that were. Inside a transaction. */
    Ranges remove(StreamId stream, Ranges covered, Delta named) {
        Set<Dot> kept = new HashSet<>();
        named.rows().stream().filter(row -> row.stream().equals(stream)).forEach(row -> kept.add(row.dot()));
        Ranges gone = Ranges.EMPTY;
        for (Row row : scan(stream, covered, Integer.MAX_VALUE).rows()) {
            if (!kept.contains(row.dot())) {
                delete(row);
                gone = gone.plus(row.dot().seq(), row.dot().seq());
            }
        }
        return gone;
    }

    /**
     * Makes a row live again whose dot is in the context, unless it is live or something here supersedes it; true when
     * it is live again. Inside a transaction.
     */
    boolean takeBack(Row row) {
        List<Row> siblings = siblings(row.shard(), row.key());
        boolean isHeld = siblings.stream()
                .anyMatch(sibling ->
                        sibling.dot().equals(row.dot()) || sibling.supersedes().covers(row.dot()));
        return !isHeld && join(row);
    }

    private void delete(Row row) {
        registers.forget();
        database.update(
                "DELETE FROM live_row WHERE stream=? AND seq=?",
                streams.enter(row.stream()).number,
                row.dot().seq());
    }

    private List<Row> siblings(ShardId shard, String key) {
        return select(
                "r.ward=? AND r.family=? AND r.key=?",
                shard.ward().name(),
                shard.family().ordinal(),
                key);
    }

    /** Everything live, in the order of streams and sequences. */
    List<Row> all() {
        return select("TRUE ORDER BY r.ward, r.family, r.stream, r.seq");
    }

    /** See {@link io.wardkeep.sync.ReplicaStore#scan}: from the oldest. */
    Delta scan(StreamId id, Ranges wanted, int bytesMax) {
        Optional<StreamState> known = streams.find(id);
        if (known.isEmpty()) {
            return Delta.EMPTY;
        }
        Ranges covered = known.get().context.intersect(wanted);
        List<Row> rows = new ArrayList<>();
        long bytes = 0;
        for (int index = 0; index < covered.count(); index++) {
            for (Row row : range(known.get(), covered.first(index), covered.last(index))) {
                bytes += row.payload().size() + row.key().length() + ROW_OVERHEAD_BYTES;
                if (bytes > bytesMax && !rows.isEmpty()) {
                    return Delta.ofRows(
                            id, rows, covered.intersect(Ranges.of(1, row.dot().seq() - 1)));
                }
                rows.add(row);
            }
        }
        return Delta.ofRows(id, rows, covered);
    }

    private List<Row> range(StreamState state, long first, long last) {
        return select("r.stream=? AND r.seq BETWEEN ? AND ? ORDER BY r.seq", state.number, first, last);
    }

    private List<Row> select(String condition, Object... arguments) {
        return database.query(
                "SELECT r.ward, r.family, r.key, s.site, s.incarnation, r.seq, r.supersedes, r.at, r.kind, r.payload"
                        + " FROM live_row r JOIN stream s ON s.id = r.stream WHERE " + condition,
                row -> new Row(
                        new ShardId(new WardId(row.getString(1)), Family.values()[row.getInt(2)]),
                        row.getString(3),
                        new Dot(Actor.of(Columns.site(row.getBytes(4)), (int) row.getLong(5)), row.getLong(6)),
                        vector(row.getBytes(7)),
                        new HybridTimestamp(row.getLong(8)),
                        row.getInt(9),
                        Bytes.adopt(row.getBytes(10))),
                arguments);
    }

    static VersionVector vector(byte[] column) {
        try {
            return VersionVector.read(Bytes.adopt(column).reader());
        } catch (MalformedBytesException damaged) {
            throw new StoreException("a version vector in the journal is damaged", damaged);
        }
    }
}
