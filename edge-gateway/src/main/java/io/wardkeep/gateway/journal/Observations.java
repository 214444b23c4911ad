package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.segment.SegmentCodec;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Reading;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The observation streams: what is appended here, and what is joined from elsewhere. Called inside transactions. */
final class Observations {

    private static final LossReason[] REASONS = LossReason.values();

    private final Database database;
    private final Streams streams;
    private final Bodies bodies;
    private final InstantSource clock;

    /** Losses of what was held here, declared since they were last taken. */
    private List<Lost> declared = new ArrayList<>();

    Observations(Database database, Streams streams, Bodies bodies, InstantSource clock) {
        this.database = database;
        this.streams = streams;
        this.bodies = bodies;
        this.clock = clock;
        database.query(
                "SELECT s.ward, s.family, s.site, s.incarnation, s.device,"
                        + " t.id, t.first, t.last, t.from_millis, t.until_millis, t.merged"
                        + " FROM tail t JOIN stream s ON s.id = t.stream ORDER BY t.stream, t.first",
                row -> {
                    StreamState state = streams.find(Streams.id(row)).orElseThrow();
                    Piece piece = new Piece(
                            false, row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10));
                    state.tail.put(piece.first(), piece);
                    state.unmerged = row.getInt(11) == 0 ? state.unmerged + 1 : 0;
                    state.context = state.context.plus(piece.first(), piece.last());
                    return piece;
                });
    }

    /**
     * After a start: of which streams the tail has to be looked through, before anything is appended or sealed. Not
     * now: decoding the last ten minutes of every device would keep the ward waiting.
     */
    void opened(Actor self) {
        for (StreamState state : streams.all()) {
            state.awaitsCuts = !state.tail.isEmpty();
            state.isOver = !state.id.actor().equals(self);
        }
    }

    /** Finds the cuts of a tail again. A stream of a life that has ended grows no more: all of it can be sealed. */
    void findCuts(StreamState state) {
        if (!state.awaitsCuts) {
            return;
        }
        state.awaitsCuts = false;
        if (state.tail.isEmpty()) {
            return;
        }
        long next = state.tail.firstKey();
        for (Piece piece : state.tail.values()) {
            if (piece.first() != next) {
                cutForGap(state, next);
            }
            long seq = piece.first();
            for (Reading reading : bodies.readings(state, piece).orElse(List.of())) {
                noteCut(state, reading, seq++);
            }
            next = piece.last() + 1;
        }
        if (state.isOver) {
            cutForGap(state, next);
        }
    }

    /** Mints the next sequences of a stream of ours for these readings. */
    ObservationBlock append(StreamState state, List<Reading> readings) {
        findCuts(state);
        long first = state.context.max() + 1;
        Bytes body = SegmentCodec.encode(readings);
        Piece piece = bodies.appendToTail(state, first, readings, body, false);
        long seq = first;
        for (Reading reading : readings) {
            noteCut(state, reading, seq++);
        }
        state.tail.put(first, piece);
        state.unmerged++;
        state.context = state.context.plus(first, piece.last());
        return new ObservationBlock(state.id, first, piece.last(), body);
    }

    /** Mints the next sequences of a stream of ours for readings that do not exist. */
    Lost appendLost(StreamState state, long count, LossReason reason) {
        findCuts(state);
        long first = state.context.max() + 1;
        cutForGap(state, first);
        Lost lost = new Lost(state.id, first, first + count - 1, reason, clock.millis());
        declare(state, lost);
        return lost;
    }

    private static void noteCut(StreamState state, Reading reading, long seq) {
        if (state.sealer.cutsBefore(reading)) {
            state.cuts.add(seq);
        }
    }

    private static void cutForGap(StreamState state, long firstMissing) {
        state.sealer.gap();
        state.cuts.add(firstMissing);
    }

    /** Joins a block; returns what of it was new, as blocks. A body that cannot be read adds nothing. */
    List<ObservationBlock> join(ObservationBlock block) {
        StreamState state = streams.enter(block.stream());
        Ranges whole = Ranges.of(block.first(), block.last());
        Optional<List<Reading>> decoded = Bodies.decode(block.body(), block.count());
        if (decoded.isEmpty()) {
            quarantineSecond(state, block, whole, "cannot be read");
            return List.of();
        }
        List<Reading> readings = decoded.get();
        Ranges readable = state.readable().intersect(whole);
        Ranges different = different(state, block.first(), readings, readable);
        if (!different.isEmpty()) {
            quarantineSecond(state, block, different, "other content is held");
        }
        Ranges missing = whole.minus(state.context.minus(state.lost));
        List<ObservationBlock> fresh = new ArrayList<>(missing.count());
        for (int index = 0; index < missing.count(); index++) {
            long first = missing.first(index);
            long last = missing.last(index);
            List<Reading> part = readings.subList((int) (first - block.first()), (int) (last - block.first()) + 1);
            Bytes body = part.size() == readings.size() ? block.body() : SegmentCodec.encode(part);
            bodies.insertSegment(state, first, part, body);
            fresh.add(new ObservationBlock(state.id, first, last, body));
        }
        removeLost(state, missing);
        state.context = state.context.union(missing);
        streams.saveContext(state);
        return fresh;
    }

    /** The sequences whose held reading is not the given one. */
    private Ranges different(StreamState state, long first, List<Reading> readings, Ranges readable) {
        Ranges different = Ranges.EMPTY;
        for (int index = 0; index < readable.count(); index++) {
            long seq = readable.first(index);
            while (seq <= readable.last(index)) {
                Optional<Piece> piece = bodies.holding(state, seq);
                if (piece.isEmpty()) {
                    break;
                }
                // A damaged piece is found out by whoever reads it next; here it just cannot be compared.
                List<Reading> held = bodies.readings(state, piece.get()).orElse(List.of());
                long until = Math.min(piece.get().last(), readable.last(index));
                for (; seq <= until; seq++) {
                    int at = (int) (seq - piece.get().first());
                    if (at < held.size() && !held.get(at).equals(readings.get((int) (seq - first)))) {
                        different = different.plus(seq, seq);
                    }
                }
            }
        }
        return different;
    }

    private void quarantineSecond(StreamState state, ObservationBlock block, Ranges which, String why) {
        Ranges known = state.equivocal;
        if (known.containsAll(which)) {
            return;
        }
        bodies.quarantine(state, block.first(), block.last(), clock.millis(), why, Columns.blob(block.body()));
        state.equivocal = known.union(which);
        RangeTable.EQUIVOCATION.replace(database, state.number, known, state.equivocal);
    }

    /** Joins a declared loss; returns the parts that were new. */
    List<Lost> join(Lost lost) {
        StreamState state = streams.enter(lost.stream());
        List<Lost> fresh = lost.keep(Ranges.of(lost.first(), lost.last()).minus(state.context));
        fresh.forEach(part -> declare(state, part));
        return fresh;
    }

    /** A range of which there are no readings is a loss now. */
    void declare(StreamState state, Lost lost) {
        database.update(
                "INSERT INTO lost (stream, first, last, reason, at) VALUES (?, ?, ?, ?, ?)",
                state.number,
                lost.first(),
                lost.last(),
                lost.reason().ordinal(),
                lost.atMillis());
        state.lost = state.lost.plus(lost.first(), lost.last());
        state.context = state.context.plus(lost.first(), lost.last());
    }

    /** What was held here is a loss now; inside a transaction. */
    void declareHeld(StreamState state, Lost lost) {
        declare(state, lost);
        declared.add(lost);
    }

    /** The losses of what was held here, each once; after the commit of their transaction. */
    List<Lost> takeDeclared() {
        List<Lost> taken = declared;
        declared = new ArrayList<>();
        return taken;
    }

    /** A declared loss is none any more; inside a transaction. */
    void undeclare(StreamState state, Lost lost) {
        database.update("DELETE FROM lost WHERE stream=? AND first=?", state.number, lost.first());
        state.lost = state.lost.minus(Ranges.of(lost.first(), lost.last()));
    }

    /** Puts readings that were held before among the segments; inside a transaction. */
    void keep(StreamState state, long first, List<Reading> readings) {
        bodies.insertSegment(state, first, readings, SegmentCodec.encode(readings));
    }

    /** Turns what had expired here into a declared loss: a peer that once had it asks for it. */
    List<Lost> declareExpired(StreamState state, Ranges ranges) {
        List<Lost> losses = new ArrayList<>(ranges.count());
        for (int index = 0; index < ranges.count(); index++) {
            Lost lost =
                    new Lost(state.id, ranges.first(index), ranges.last(index), LossReason.RETENTION, clock.millis());
            declareHeld(state, lost);
            losses.add(lost);
        }
        Ranges before = state.expired;
        state.expired = before.minus(ranges);
        RangeTable.EXPIRED.replace(database, state.number, before, state.expired);
        return losses;
    }

    /** The declared losses of a stream that touch {@code first..last}, in order. */
    List<Lost> losses(StreamState state, long first, long last) {
        return database.query(
                "SELECT first, last, reason, at FROM lost WHERE stream=? AND first<=? AND last>=? ORDER BY first",
                row -> new Lost(state.id, row.getLong(1), row.getLong(2), REASONS[row.getInt(3)], row.getLong(4)),
                state.number,
                last,
                first);
    }

    private void removeLost(StreamState state, Ranges found) {
        Ranges again = state.lost.intersect(found);
        for (int index = 0; index < again.count(); index++) {
            for (Lost lost : losses(state, again.first(index), again.last(index))) {
                undeclare(state, lost);
                lost.keep(Ranges.of(lost.first(), lost.last()).minus(found)).forEach(rest -> declare(state, rest));
            }
        }
    }

    /** A piece whose bytes are damaged becomes a declared loss; its bytes are kept for people. */
    Lost declareDamaged(StreamState state, Piece piece) {
        quarantine(state, piece);
        Lost lost = new Lost(state.id, piece.first(), piece.last(), LossReason.DAMAGED, clock.millis());
        declareHeld(state, lost);
        return lost;
    }

    /** The same of a piece of which only some sequences are still named so; inside a transaction. */
    void declareDamaged(StreamState state, Piece piece, Ranges named) {
        quarantine(state, piece);
        new Lost(state.id, piece.first(), piece.last(), LossReason.DAMAGED, clock.millis())
                .keep(named)
                .forEach(lost -> declareHeld(state, lost));
    }

    private void quarantine(StreamState state, Piece piece) {
        database.update(
                "INSERT INTO quarantine (stream, first, last, at, why, body)"
                        + " SELECT stream, first, last, ?, 'checksum', body FROM " + piece.table() + " WHERE id=?",
                clock.millis(),
                piece.row());
        forget(state, piece);
    }

    /** Removes a piece and, if it was open, its place in the tail. */
    void forget(StreamState state, Piece piece) {
        bodies.remove(piece);
        if (!piece.sealed()) {
            state.tail.remove(piece.first());
            state.unmerged = Math.min(state.unmerged, state.tail.size());
            // A hole in the tail ends a segment, as a declared loss does.
            state.cuts.add(piece.first());
        }
    }

    /** Is this an observation stream? */
    static boolean isObserved(StreamState state) {
        return state.id.shard().family() == Family.OBS;
    }
}
