package io.wardkeep.hub.record;

import io.wardkeep.hub.record.Sql.Column;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.segment.Sealer;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes few large blocks of the many small ones that live readings come in. A run that begins where a segment begins is
 * cut like the gateway cuts it, so that both sides hold the same bytes; other runs are only put together, and wait for
 * what is missing before them. What the record says does not change. Used once, inside a transaction of the store loop.
 */
final class Merging {

    /** A stream is worth the trouble when it has so many small blocks that have cooled down. */
    private static final int BLOCKS_MIN = 32;

    /** Most small blocks of a stream in one transaction. */
    private static final int BLOCKS_MAX = 400;

    private static final int STREAMS_MAX = 8;

    /** Blocks are left alone until so long after their last reading. */
    private static final long COOL_MILLIS = 30_000;

    private final Connection connection;

    Merging(Connection connection) {
        this.connection = connection;
    }

    /** Merges in a few streams; how many blocks there are fewer afterwards. */
    int run(long nowMillis) throws SQLException {
        record Busy(int id, StreamId stream) {}
        List<Busy> streams = Sql.query(
                connection,
                row -> new Busy(row.getInt("id"), Names.streamOf(row)),
                """
                select stream.id, ward, family, site, incarnation, device from stream
                join shard on shard.id = stream.shard
                where stream.id in (select stream from block where not sealed and until_millis < ?
                                    group by stream having count(*) >= ? order by count(*) desc limit ?)
                """,
                nowMillis - COOL_MILLIS,
                BLOCKS_MIN,
                STREAMS_MAX);
        int fewer = 0;
        for (Busy busy : streams) {
            fewer += merge(busy.id(), busy.stream(), nowMillis);
        }
        return fewer;
    }

    private int merge(int id, StreamId stream, long nowMillis) throws SQLException {
        List<ObservationBlock> small = Sql.query(
                connection,
                row -> new ObservationBlock(stream, row.getLong(1), row.getLong(2), Bytes.adopt(row.getBytes(3))),
                """
                select first, last, body from block
                where stream = ? and not sealed and until_millis < ? order by first limit ?
                """,
                id,
                nowMillis - COOL_MILLIS,
                BLOCKS_MAX);
        int fewer = 0;
        int from = 0;
        for (int index = 1; index <= small.size(); index++) {
            boolean ends = index == small.size()
                    || small.get(index).first() != small.get(index - 1).last() + 1;
            if (ends) {
                fewer += mergeRun(id, small.subList(from, index));
                from = index;
            }
        }
        return fewer;
    }

    private int mergeRun(int id, List<ObservationBlock> run) throws SQLException {
        if (run.size() < 2) {
            return 0;
        }
        boolean aligned = beginsASegment(id, run.getFirst().first());
        List<Reading> readings = new ArrayList<>();
        for (ObservationBlock block : run) {
            readings.addAll(DecodedBlock.of(block)
                    .orElseThrow(() ->
                            new SQLException("a stored block cannot be read: " + block.stream() + " " + block.first()))
                    .readings());
        }
        List<List<Reading>> segments = Sealer.split(readings);
        Sql.update(
                connection,
                "delete from block where stream = ? and first = any(?)",
                id,
                new Column("int8", run.stream().map(ObservationBlock::first).toList()));
        long first = run.getFirst().first();
        for (int index = 0; index < segments.size(); index++) {
            // The last one may go on growing.
            boolean sealed = aligned && index < segments.size() - 1;
            insert(id, Blocks.of(run.getFirst().stream(), first, segments.get(index)), segments.get(index), sealed);
            first += segments.get(index).size();
        }
        return run.size() - segments.size();
    }

    /** The stream begins here, or a sealed segment or a declared loss ends right before. */
    private boolean beginsASegment(int id, long first) throws SQLException {
        return first == 1
                || Sql.query(connection, row -> row.getBoolean(1), """
                                select exists (select 1 from block where stream = ? and last = ? and sealed)
                                    or exists (select 1 from lost where stream = ? and last = ?)
                                """, id, first - 1, id, first - 1)
                        .getFirst();
    }

    private void insert(int id, ObservationBlock block, List<Reading> readings, boolean sealed) throws SQLException {
        DecodedBlock decoded = new DecodedBlock(block, readings);
        Sql.update(
                connection,
                """
                insert into block (stream, first, last, from_millis, until_millis, sealed, body)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                block.first(),
                block.last(),
                decoded.fromMillis(),
                decoded.untilMillis(),
                sealed,
                block.body());
    }
}
