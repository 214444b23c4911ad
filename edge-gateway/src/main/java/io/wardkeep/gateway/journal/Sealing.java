package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.segment.SegmentCodec;
import io.wardkeep.ward.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the hot tail into segments, one bounded slice at a time, so that commits never wait long for it. First the many
 * small pieces of a stream are merged into larger ones; when a segment is complete, its pieces become the segment.
 */
final class Sealing {

    /** So many unmerged pieces of a stream are merged into one. */
    static final int MERGE_PIECES_MIN = 64;

    /** So many unmerged pieces or waiting segments are a reason not to wait for an idle moment. */
    static final int URGENT_PIECES = 4 * MERGE_PIECES_MIN;

    private final Content content;

    Sealing(Content content) {
        this.content = content;
    }

    /** Is there a slice of work to do? */
    boolean isDue() {
        return candidate(1).isPresent();
    }

    /** Is there so much to do that commits should wait for a slice? */
    boolean isUrgent() {
        return candidate(URGENT_PIECES / MERGE_PIECES_MIN).isPresent();
    }

    /** Does one slice in a transaction of its own; false when there was nothing to do. */
    boolean slice() {
        Optional<StreamState> next = candidate(1);
        if (next.isEmpty()) {
            return false;
        }
        StreamState state = next.get();
        if (state.awaitsCuts) {
            content.observations.findCuts(state);
            return true;
        }
        content.database.begin();
        if (state.cuts.isEmpty()) {
            merge(state);
        } else {
            seal(state, state.cuts.removeFirst());
        }
        content.streams.saveContext(state);
        content.database.commit();
        return true;
    }

    private Optional<StreamState> candidate(int times) {
        for (StreamState state : content.streams.all()) {
            boolean isFirst = state.awaitsCuts && times == 1;
            if (isFirst || state.cuts.size() >= times || state.unmerged >= times * MERGE_PIECES_MIN) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** The unmerged pieces, which are the newest, become one. */
    private void merge(StreamState state) {
        List<Piece> pieces = new ArrayList<>(state.tail.descendingMap().values().stream()
                .limit(state.unmerged)
                .toList()
                .reversed());
        state.unmerged = 0;
        Optional<List<Reading>> readings = takeOut(state, pieces);
        if (readings.isPresent()) {
            putBack(state, pieces.getFirst().first(), readings.get());
        }
    }

    /** What lies before {@code cut} becomes a segment. */
    private void seal(StreamState state, long cut) {
        List<Piece> pieces = new ArrayList<>(state.tail.headMap(cut).values());
        if (pieces.isEmpty()) {
            return;
        }
        int unsealed = state.tail.size() - pieces.size();
        Optional<List<Reading>> taken = takeOut(state, pieces);
        state.unmerged = Math.min(state.unmerged, unsealed);
        if (taken.isEmpty()) {
            // Damaged: now a declared loss. What was whole before and after it is sealed when its turn comes.
            state.cuts.add(cut);
            return;
        }
        long first = pieces.getFirst().first();
        int count = (int) Math.min(cut - first, taken.get().size());
        List<Reading> sealed = taken.get().subList(0, count);
        content.bodies.insertSegment(state, first, sealed, SegmentCodec.encode(sealed));
        if (count < taken.get().size()) {
            putBack(state, first + count, taken.get().subList(count, taken.get().size()));
        }
    }

    /** Removes the pieces and returns their readings; empty, with nothing but the damaged one removed, if one is. */
    private Optional<List<Reading>> takeOut(StreamState state, List<Piece> pieces) {
        List<Reading> all = new ArrayList<>();
        for (Piece piece : pieces) {
            Optional<List<Reading>> readings = content.bodies.readings(state, piece);
            if (readings.isEmpty()) {
                content.observations.declareDamaged(state, piece);
                return Optional.empty();
            }
            all.addAll(readings.get());
        }
        for (Piece piece : pieces) {
            content.bodies.remove(piece);
            state.tail.remove(piece.first());
        }
        return Optional.of(all);
    }

    private void putBack(StreamState state, long first, List<Reading> readings) {
        Bytes body = SegmentCodec.encode(readings);
        state.tail.put(first, content.bodies.appendToTail(state, first, readings, body, true));
    }
}
