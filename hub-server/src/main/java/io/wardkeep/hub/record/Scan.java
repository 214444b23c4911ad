package io.wardkeep.hub.record;

import io.wardkeep.hub.record.Sql.Column;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StreamId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Reads what a peer asked for out of one stream, up to a size. Used once, inside a transaction of the store loop. */
final class Scan {

    /** What a row costs on the wire beside key and payload, about. */
    private static final int ROW_BYTES = 64;

    private static final int ROWS_MAX = 4096;

    private final Connection connection;
    private final int streamId;
    private final StreamId stream;
    private final ShardMemory shard;

    Scan(Connection connection, int streamId, StreamId stream, ShardMemory shard) {
        this.connection = connection;
        this.streamId = streamId;
        this.stream = stream;
        this.shard = shard;
    }

    Delta run(Ranges wanted, int bytesMax) throws SQLException {
        Ranges there = wanted.intersect(shard.context(stream));
        if (there.isEmpty()) {
            return Delta.EMPTY;
        }
        return stream.shard().family() == Family.OBS ? observations(there, bytesMax) : rows(there, bytesMax);
    }

    private Delta rows(Ranges there, int bytesMax) throws SQLException {
        List<Row> found = Sql.query(
                connection, Rows::row, Rows.SELECT + """
                join unnest(?, ?) as wanted(first, last) on seq between wanted.first and wanted.last
                where stream = ? order by seq limit ?
                """, firsts(there), lasts(there), streamId, ROWS_MAX + 1);
        List<Row> kept = new ArrayList<>();
        long bytes = 0;
        for (Row row : found) {
            bytes += ROW_BYTES + row.key().length() + row.payload().size();
            if (!kept.isEmpty() && (bytes > bytesMax || kept.size() == ROWS_MAX)) {
                // everything before the row that did not fit is covered, what has been superseded included
                Ranges covered = there.intersect(Ranges.of(1, row.dot().seq() - 1));
                return Delta.ofRows(stream, kept, covered);
            }
            kept.add(row);
        }
        return Delta.ofRows(stream, kept, there);
    }

    /** Piece by piece from the newest; one that is larger than the room left is cut, the newest part of it goes. */
    private Delta observations(Ranges there, int bytesMax) throws SQLException {
        List<ObservationBlock> blocks = new ArrayList<>();
        List<Lost> lost = new ArrayList<>();
        Ranges covered = Ranges.EMPTY;
        long room = bytesMax;
        for (Piece piece : pieces(there)) {
            if (room <= 0 && !covered.isEmpty()) {
                break;
            }
            Piece fitting = piece.newest(room);
            covered = covered.plus(fitting.first, fitting.last);
            if (fitting.loss == null) {
                ObservationBlock block = cut(fitting);
                // What is older than a piece that was cut waits with the rest of it.
                room -= fitting.first == piece.first ? block.weight() : room;
                blocks.add(block);
            } else {
                room--;
                lost.add(new Lost(stream, piece.first, piece.last, fitting.loss.reason(), fitting.loss.atMillis()));
            }
        }
        return covered.isEmpty() ? Delta.EMPTY : new Delta(List.of(), blocks, lost, Map.of(stream, covered));
    }

    /** A stretch of the stream that one block or one loss answers. */
    private record Piece(
            long first,
            long last,
            long blockFirst,
            double bytesEach,
            @Nullable Lost loss) {

        long bytes() {
            return (long) Math.ceil(bytesEach * (last - first + 1));
        }

        /** All of it, or about as much of its newer end as fits; at least one reading. */
        Piece newest(long room) {
            if (loss != null || bytes() <= room) {
                return this;
            }
            long fits = Math.max(1, (long) (room / bytesEach));
            return new Piece(Math.max(first, last - fits + 1), last, blockFirst, bytesEach, null);
        }
    }

    private List<Piece> pieces(Ranges there) throws SQLException {
        List<Piece> pieces = new ArrayList<>(Sql.query(
                connection,
                row -> new Piece(row.getLong(1), row.getLong(2), row.getLong(3), row.getDouble(4), null),
                """
                select greatest(block.first, wanted.first), least(block.last, wanted.last), block.first,
                       greatest(1, length(body)::float8 / (block.last - block.first + 1))
                from block join unnest(?, ?) as wanted(first, last)
                    on block.first <= wanted.last and block.last >= wanted.first
                where stream = ? order by 1 desc limit ?
                """,
                firsts(there),
                lasts(there),
                streamId,
                ROWS_MAX));
        for (Lost loss : shard.lost(stream)) {
            Ranges asked = there.intersect(Ranges.of(loss.first(), loss.last()));
            for (int index = 0; index < asked.count(); index++) {
                pieces.add(new Piece(asked.first(index), asked.last(index), 0, 0, loss));
            }
        }
        pieces.sort((left, right) -> Long.compare(right.first, left.first));
        return pieces;
    }

    private ObservationBlock cut(Piece piece) throws SQLException {
        ObservationBlock whole = Sql.query(
                        connection,
                        row -> new ObservationBlock(
                                stream, row.getLong(1), row.getLong(2), Bytes.adopt(row.getBytes(3))),
                        "select first, last, body from block where stream = ? and first = ?",
                        streamId,
                        piece.blockFirst)
                .getFirst();
        try {
            return Blocks.slice(whole, piece.first, piece.last);
        } catch (MalformedBytesException damaged) {
            throw new SQLException("a stored block cannot be read: " + stream + " " + whole.first(), damaged);
        }
    }

    private static Column firsts(Ranges ranges) {
        return new Column(
                "int8",
                LongStream.range(0, ranges.count())
                        .map(index -> ranges.first((int) index))
                        .boxed()
                        .toList());
    }

    private static Column lasts(Ranges ranges) {
        return new Column(
                "int8",
                LongStream.range(0, ranges.count())
                        .map(index -> ranges.last((int) index))
                        .boxed()
                        .toList());
    }
}
