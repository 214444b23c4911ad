package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Lost;
import io.wardkeep.ward.LossReason;
import java.time.Duration;
import java.util.List;

/**
 * Forgets segments whose readings are all older than the retention: quietly where a peer has acknowledged them, as a
 * declared loss where none has.
 */
final class Retention {

    private static final int SEGMENTS_PER_SLICE = 32;

    private final Content content;
    private final long retainMillis;

    Retention(Content content, Duration retain) {
        this.content = content;
        retainMillis = retain.toMillis();
    }

    /** Forgets some segments of one stream in a transaction of its own; false when there is nothing to forget. */
    boolean slice(long nowMillis) {
        for (StreamState state : content.streams.all()) {
            if (Observations.isObserved(state)) {
                List<Piece> old = content.database.query(
                        "SELECT id, first, last, from_millis, until_millis FROM segment"
                                + " WHERE stream=? AND until_millis<? ORDER BY until_millis LIMIT ?",
                        row -> new Piece(
                                true, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                        state.number,
                        nowMillis - retainMillis,
                        SEGMENTS_PER_SLICE);
                if (!old.isEmpty()) {
                    forget(state, old, nowMillis);
                    return true;
                }
            }
        }
        return false;
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
}
