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

    /** Most blocks of a stream in one transaction, and most bytes of theirs: alerts may have to wait for it. */
    private static final int BLOCKS_MAX = 400;

    private static final int BYTES_MAX = 32 << 10;

    private static final int STREAMS_MAX = 4;

    /** Blocks are left alone until so long after their last reading. */
    private static final long COOL_MILLIS = 30_000;

    private final Connection connection;

    Merging(Connection connection) {
        this.connection = connection;
    }

    /**
     * Seals, without looking into them, the blocks that are segments by their times: all of such a one lies in one span
     * of the sealer, what is before it in an earlier one or sealed, what is behind it in a later one. What a gateway
     * sends after an outage is like that.
     *
     * @return how many
     */
    int settle(long nowMillis) throws SQLException {
        return Sql.update(
                connection,
                """
                update block set sealed = true
                from (select stream, first, last, from_millis / ? as span from block
                      where not sealed and until_millis < ? and from_millis / ? = until_millis / ?) as one
                where block.stream = one.stream and block.first = one.first
                    and (one.first = 1
                        or exists (select 1 from lost
                                   where lost.stream = one.stream and lost.last = one.first - 1)
                        or exists (select 1 from (select last, sealed, until_millis from block as before
                                       where before.stream = one.stream and before.first < one.first
                                       order by before.first desc limit 1) as before
                                   where before.last = one.first - 1
                                       and (before.sealed or before.until_millis / ? < one.span)))
                    and exists (select 1 from block as behind
                                where behind.stream = one.stream and behind.first = one.last + 1
                                    and behind.from_millis / ? > one.span)
                """,
                Sealer.SPAN_MILLIS_MAX,
                nowMillis - nowMillis % Sealer.SPAN_MILLIS_MAX,
                Sealer.SPAN_MILLIS_MAX,
                Sealer.SPAN_MILLIS_MAX,
                Sealer.SPAN_MILLIS_MAX,
                Sealer.SPAN_MILLIS_MAX);
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
                select first, last, body from
                    (select first, last, body, sum(octet_length(body)) over (order by first) as bytes,
                            row_number() over (order by first) as number
                     from block where stream = ? and not sealed and until_millis < ?) as open
                where number <= ? and (bytes <= ? or number <= 2) order by first
                """,
                id,
                nowMillis - COOL_MILLIS,
                BLOCKS_MAX,
                BYTES_MAX);
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
        // The last one may go on growing.
        int sealed = aligned ? segments.size() - 1 : 0;
        if (areSegmentsAlready(run, segments)) {
            return seal(id, run.subList(0, sealed));
        }
        Sql.update(
                connection,
                "delete from block where stream = ? and first = any(?)",
                id,
                new Column("int8", run.stream().map(ObservationBlock::first).toList()));
        long first = run.getFirst().first();
        for (int index = 0; index < segments.size(); index++) {
            List<Reading> segment = segments.get(index);
            insert(id, Blocks.of(run.getFirst().stream(), first, segment), segment, index < sealed);
            first += segment.size();
        }
        return run.size() - segments.size();
    }

    private static boolean areSegmentsAlready(List<ObservationBlock> run, List<List<Reading>> segments) {
        if (run.size() != segments.size()) {
            return false;
        }
        for (int index = 0; index < run.size(); index++) {
            if (run.get(index).count() != segments.get(index).size()) {
                return false;
            }
        }
        return true;
    }

    /** Nothing becomes fewer by that. */
    private int seal(int id, List<ObservationBlock> blocks) throws SQLException {
        Sql.update(
                connection,
                "update block set sealed = true where stream = ? and first = any(?)",
                id,
                new Column("int8", blocks.stream().map(ObservationBlock::first).toList()));
        return 0;
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
        PlacedBlock placed = new DecodedBlock(block, readings).placed();
        Sql.update(
                connection,
                """
                insert into block (stream, first, last, from_millis, until_millis, sealed, body)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                block.first(),
                block.last(),
                placed.fromMillis(),
                placed.untilMillis(),
                sealed,
                block.body());
    }
}
