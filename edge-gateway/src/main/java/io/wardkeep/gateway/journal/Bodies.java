package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.segment.SegmentCodec;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.util.List;
import java.util.Optional;

/** Encoded readings in the tables tail and segment, each with a checksum that is compared whenever it is read. */
final class Bodies {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private record Stored(long checksum, Bytes body) {}

    private final Database database;
    private long lastTailRow;
    private long lastSegmentRow;

    Bodies(Database database) {
        this.database = database;
        lastTailRow = lastRow("tail");
        lastSegmentRow = lastRow("segment");
    }

    private long lastRow(String table) {
        return database.first("SELECT ifnull(max(id), 0) FROM " + table, row -> row.getLong(1))
                .orElseThrow();
    }

    /** Appends to the tail; inside a transaction. */
    Piece appendToTail(StreamState state, long first, List<? extends Reading> readings, Bytes body, boolean merged) {
        Piece piece = new Piece(
                false, ++lastTailRow, first, first + readings.size() - 1, earliest(readings), latest(readings));
        byte[] content = Columns.blob(body);
        database.update(
                "INSERT INTO tail (id, stream, first, last, from_millis, until_millis, merged, checksum, body)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                piece.row(),
                state.number,
                piece.first(),
                piece.last(),
                piece.fromMillis(),
                piece.untilMillis(),
                merged ? 1 : 0,
                Columns.checksum(content),
                content);
        return piece;
    }

    /** Puts a body among the segments; inside a transaction. */
    Piece insertSegment(StreamState state, long first, List<? extends Reading> readings, Bytes body) {
        Piece piece = new Piece(
                true, ++lastSegmentRow, first, first + readings.size() - 1, earliest(readings), latest(readings));
        byte[] content = Columns.blob(body);
        database.update(
                "INSERT INTO segment (id, stream, first, last, from_millis, until_millis, checksum, body)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                piece.row(),
                state.number,
                piece.first(),
                piece.last(),
                piece.fromMillis(),
                piece.untilMillis(),
                Columns.checksum(content),
                content);
        return piece;
    }

    /** The segment that holds {@code seq} or, if none does, the nearest before it. */
    Optional<Piece> segmentAtOrBefore(StreamState state, long seq) {
        return database.first(
                "SELECT id, first, last, from_millis, until_millis FROM segment"
                        + " WHERE stream=? AND first<=? ORDER BY first DESC LIMIT 1",
                row -> new Piece(true, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                state.number,
                seq);
    }

    /** The piece that holds {@code seq}, if readings of it are here. */
    Optional<Piece> holding(StreamState state, long seq) {
        var open = state.tail.floorEntry(seq);
        if (open != null && open.getValue().last() >= seq) {
            return Optional.of(open.getValue());
        }
        return segmentAtOrBefore(state, seq).filter(piece -> piece.last() >= seq);
    }

    /** The sequences of the pieces whose last reading was measured at or after a time. */
    Ranges since(StreamState state, long fromMillis) {
        Ranges since = Ranges.EMPTY;
        for (String table : List.of("segment", "tail")) {
            List<Ranges> pieces = database.query(
                    "SELECT first, last FROM " + table + " WHERE stream=? AND until_millis>=?",
                    row -> Ranges.of(row.getLong(1), row.getLong(2)),
                    state.number,
                    fromMillis);
            for (Ranges piece : pieces) {
                since = since.union(piece);
            }
        }
        return since;
    }

    /** A piece as a block; empty when its bytes are not what was written. */
    Optional<ObservationBlock> block(StreamState state, Piece piece) {
        return database.first(
                        "SELECT checksum, body FROM " + piece.table() + " WHERE id=?",
                        row -> new Stored(row.getLong(1), Bytes.adopt(row.getBytes(2))),
                        piece.row())
                .filter(stored -> stored.checksum() == Columns.checksum(Columns.blob(stored.body())))
                .map(stored -> new ObservationBlock(state.id, piece.first(), piece.last(), stored.body()));
    }

    /** The readings of a piece; empty when they cannot be read as they were written. */
    Optional<List<Reading>> readings(StreamState state, Piece piece) {
        return block(state, piece).flatMap(block -> decode(block.body(), piece.count()));
    }

    /** Decoded readings; empty when the body cannot be read or holds another number of them. */
    static Optional<List<Reading>> decode(Bytes body, long count) {
        try {
            List<Reading> readings = SegmentCodec.decode(body);
            return readings.size() == count ? Optional.of(readings) : Optional.empty();
        } catch (MalformedBytesException malformed) {
            return Optional.empty();
        }
    }

    /** Removes a piece; inside a transaction. */
    void remove(Piece piece) {
        database.update("DELETE FROM " + piece.table() + " WHERE id=?", piece.row());
    }

    /** Keeps bytes for people to look at; inside a transaction. */
    void quarantine(StreamState state, long first, long last, long atMillis, String why, byte[] body) {
        database.update(
                "INSERT INTO quarantine (stream, first, last, at, why, body) VALUES (?, ?, ?, ?, ?, ?)",
                state.number,
                first,
                last,
                atMillis,
                why,
                body);
    }

    private static long earliest(List<? extends Reading> readings) {
        long earliest = Long.MAX_VALUE;
        for (Reading reading : readings) {
            earliest = Math.min(earliest, reading.measuredMillis());
        }
        return earliest;
    }

    private static long latest(List<? extends Reading> readings) {
        long latest = Long.MIN_VALUE;
        for (Reading reading : readings) {
            long runs =
                    reading instanceof Waveform wave ? (wave.length() - 1) * wave.periodNanos() / NANOS_PER_MILLI : 0;
            latest = Math.max(latest, reading.measuredMillis() + runs);
        }
        return latest;
    }
}
