package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Lost;
import io.wardkeep.ward.LossReason;
import java.time.Duration;
import java.util.List;

/**
 * Forgets segments whose readings are all older than the retention: quietly where a peer has acknowledged them, as a
 * declared loss where none has.
 *
 * <p>The wall clock alone destroys nothing that only this box has: a box whose clock jumps ahead by years would find
 * all that it holds too old. What nobody has acknowledged goes when the journal has seen the retention pass, in the
 * times of what it wrote since; a gap in them, be it an outage or a jump, counts as {@link #GAP_MILLIS_MAX} at most.
 */
final class Retention {

    private static final int SEGMENTS_PER_SLICE = 32;

    /** How much of a time without readings counts as passed, if the retention is long. */
    private static final long GAP_MILLIS_MAX = Duration.ofDays(1).toMillis();

    /** A short retention is not over with one gap. */
    private static final int GAPS_MIN = 10;

    private final Content content;
    private final long retainMillis;
    private final long gapMillisMax;

    Retention(Content content, Duration retain) {
        this.content = content;
        retainMillis = retain.toMillis();
        gapMillisMax = Math.min(GAP_MILLIS_MAX, retainMillis / GAPS_MIN);
    }

    /** Forgets some segments of one stream in a transaction of its own; false when there is nothing to forget. */
    boolean slice(long nowMillis) {
        Passed passed = new Passed(nowMillis);
        for (StreamState state : content.streams.all()) {
            if (Observations.isObserved(state)) {
                List<Piece> due = due(state, nowMillis, passed);
                if (!due.isEmpty()) {
                    forget(state, due, nowMillis);
                    return true;
                }
            }
        }
        return false;
    }

    /** The oldest segments of a stream that may go; those between that may not are passed over. */
    private List<Piece> due(StreamState state, long nowMillis, Passed passed) {
        Ranges acknowledged = content.peers.of(state);
        long after = Long.MIN_VALUE;
        while (true) {
            List<Piece> old = old(state, after, nowMillis - retainMillis);
            if (old.isEmpty()) {
                return old;
            }
            List<Piece> due = old.stream()
                    .filter(piece -> acknowledged.containsAll(Ranges.of(piece.first(), piece.last()))
                            || piece.untilMillis() <= passed.sinceMillis())
                    .toList();
            if (!due.isEmpty()) {
                return due;
            }
            after = old.getLast().untilMillis();
        }
    }

    private List<Piece> old(StreamState state, long afterMillis, long beforeMillis) {
        return content.database.query(
                "SELECT id, first, last, from_millis, until_millis FROM segment"
                        + " WHERE stream=? AND until_millis>? AND until_millis<? ORDER BY until_millis LIMIT ?",
                row -> new Piece(true, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                state.number,
                afterMillis,
                beforeMillis,
                SEGMENTS_PER_SLICE);
    }

    private void forget(StreamState state, List<Piece> old, long nowMillis) {
        Ranges acknowledged = content.peers.of(state);
        content.database.begin();
        Ranges expiredBefore = state.expired;
        for (Piece piece : old) {
            Ranges whole = Ranges.of(piece.first(), piece.last());
            content.observations.forget(state, piece);
            state.expired = state.expired.union(whole.intersect(acknowledged));
            Lost loss = new Lost(state.id, piece.first(), piece.last(), LossReason.RETENTION, nowMillis);
            loss.keep(whole.minus(acknowledged)).forEach(part -> content.observations.declareHeld(state, part));
        }
        RangeTable.EXPIRED.replace(content.database, state.number, expiredBefore, state.expired);
        content.streams.saveContext(state);
        content.database.commit();
    }

    /** The time since which the journal has seen the retention pass; found when it is first asked for. */
    private final class Passed {

        private final long nowMillis;
        private boolean known;
        private long since;

        Passed(long nowMillis) {
            this.nowMillis = nowMillis;
        }

        long sinceMillis() {
            if (!known) {
                known = true;
                since = find();
            }
            return since;
        }

        private long find() {
            List<Long> seen = content.database.query(
                    "SELECT until_millis FROM segment WHERE until_millis<=?"
                            + " UNION SELECT until_millis FROM tail WHERE until_millis<=? ORDER BY 1 DESC",
                    row -> row.getLong(1),
                    nowMillis,
                    nowMillis);
            long passed = 0;
            long later = nowMillis;
            for (long at : seen) {
                passed += Math.min(later - at, gapMillisMax);
                if (passed >= retainMillis) {
                    return at;
                }
                later = at;
            }
            return Long.MIN_VALUE;
        }
    }
}
