package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Actor;
import io.wardkeep.sync.Chain;
import io.wardkeep.sync.ChainHead;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The hash chains of all streams: what is linked here, and what others tell of theirs. */
final class Chains {

    /** Values of our own readings' chains are kept at least so often; the ones between are computed again. */
    private static final long KEPT_EVERY = 4_096;

    private final Database database;
    private final Streams streams;
    private final Bodies bodies;
    private final Observations observations;
    private final Actor self;

    /** Reads where the chains stand. */
    Chains(Database database, Streams streams, Bodies bodies, Observations observations, Actor self) {
        this.database = database;
        this.streams = streams;
        this.bodies = bodies;
        this.observations = observations;
        this.self = self;
        for (StreamState state : streams.all()) {
            newest(state).ifPresent(head -> {
                state.chainSeq = head.seq();
                state.chainHash = head.hash();
            });
        }
    }

    /** The highest position that is kept of a stream; found by the key, however long the chain is. */
    private Optional<ChainHead> newest(StreamState state) {
        return database.first(
                "SELECT seq, hash FROM chain WHERE stream=? ORDER BY seq DESC LIMIT 1",
                row -> new ChainHead(state.id, row.getLong(1), row.getLong(2)),
                state.number);
    }

    /** Links a new row of ours; inside a transaction, before it enters the context. */
    void link(StreamState state, Row row) {
        begin(state, row.dot().seq());
        move(state, row.dot().seq(), Chain.after(state.chainHash, row));
    }

    /** Links new readings of ours; inside a transaction. */
    void link(StreamState state, long first, List<? extends Reading> readings) {
        begin(state, first);
        move(state, first + readings.size() - 1, Chain.after(state.chainHash, first, readings));
    }

    /** Links a loss that we minted; inside a transaction. */
    void link(StreamState state, Lost loss) {
        begin(state, loss.first());
        move(state, loss.last(), Chain.afterLoss(state.chainHash, loss.first(), loss.last()));
    }

    /** A stream that was written before chains were kept begins its chain where it is. */
    private void begin(StreamState state, long first) {
        if (state.chainSeq != first - 1) {
            save(state.number, first - 1, Chain.START);
            state.chainSeq = first - 1;
            state.chainHash = Chain.START;
        }
    }

    /** What a delta tells of the chains; inside a transaction. */
    void hear(Delta delta) {
        for (StreamId stream : delta.heads().keySet()) {
            ChainHead head = delta.head(stream).orElseThrow();
            StreamState state = streams.enter(stream);
            if (head.seq() > state.chainSeq) {
                move(state, head.seq(), head.hash());
            }
        }
    }

    private void move(StreamState state, long seq, long hash) {
        boolean kept = state.chainSeq == 0
                || (state.id.actor().equals(self)
                        && (!Observations.isObserved(state) || seq / KEPT_EVERY != state.chainSeq / KEPT_EVERY));
        if (kept) {
            save(state.number, seq, hash);
        } else {
            database.update(
                    "UPDATE chain SET seq=?, hash=? WHERE stream=? AND seq=?", seq, hash, state.number, state.chainSeq);
        }
        state.chainSeq = seq;
        state.chainHash = hash;
    }

    private void save(long stream, long seq, long hash) {
        if (seq > 0) {
            database.update("INSERT INTO chain (stream, seq, hash) VALUES (?, ?, ?)", stream, seq, hash);
        }
    }

    /** Forgets what a chain was after {@code seq}; inside a transaction. */
    void cut(StreamState state, long seq) {
        database.update("DELETE FROM chain WHERE stream=? AND seq>?", state.number, seq);
        Optional<ChainHead> left = newest(state);
        state.chainSeq = left.map(ChainHead::seq).orElse(0L);
        state.chainHash = left.map(ChainHead::hash).orElse(Chain.START);
    }

    /** Where a stream's chain stands, if that is known. */
    Optional<ChainHead> head(StreamState state) {
        return state.chainSeq == 0
                ? Optional.empty()
                : Optional.of(new ChainHead(state.id, state.chainSeq, state.chainHash));
    }

    /** The value after {@code seq}, if it is kept or follows from what is here. */
    OptionalLong at(StreamState state, long seq) {
        if (seq > state.chainSeq) {
            return OptionalLong.empty();
        }
        if (seq == state.chainSeq) {
            return OptionalLong.of(state.chainHash);
        }
        Optional<ChainHead> kept = database.first(
                "SELECT seq, hash FROM chain WHERE stream=? AND seq<=? ORDER BY seq DESC LIMIT 1",
                row -> new ChainHead(state.id, row.getLong(1), row.getLong(2)),
                state.number,
                seq);
        long from = kept.map(ChainHead::seq).orElse(0L);
        long value = kept.map(ChainHead::hash).orElse(Chain.START);
        if (from == seq) {
            return OptionalLong.of(value);
        }
        return Observations.isObserved(state) && state.id.actor().site().equals(self.site())
                ? follow(state, from, value, seq)
                : OptionalLong.empty();
    }

    private OptionalLong follow(StreamState state, long from, long value, long seq) {
        long next = from + 1;
        long now = value;
        while (next <= seq) {
            if (state.lost.contains(next)) {
                Lost loss = observations.losses(state, next, next).getFirst();
                if (loss.first() != next || loss.last() > seq || !loss.reason().isMinted()) {
                    return OptionalLong.empty();
                }
                now = Chain.afterLoss(now, next, loss.last());
                next = loss.last() + 1;
            } else {
                Optional<Piece> piece = bodies.holding(state, next);
                Optional<List<Reading>> readings = piece.flatMap(some -> bodies.readings(state, some));
                if (readings.isEmpty()) {
                    return OptionalLong.empty();
                }
                int begin = (int) (next - piece.get().first());
                int end = (int) (Math.min(piece.get().last(), seq) - piece.get().first()) + 1;
                now = Chain.after(now, next, readings.get().subList(begin, end));
                next += end - begin;
            }
        }
        return OptionalLong.of(now);
    }

    /** The delta, with the value after what it covers of one stream where that is known. */
    Delta withHead(StreamState state, Delta delta) {
        OptionalLong value = delta.isEmpty()
                ? OptionalLong.empty()
                : at(state, delta.covered(state.id).max());
        return value.isPresent() ? delta.withHeads(Map.of(state.id, value.getAsLong())) : delta;
    }

    /** Where the chains of these streams stand, of those whose covered part ends there. */
    Map<StreamId, Long> standing(Delta delta) {
        Map<StreamId, Long> values = new HashMap<>();
        for (StreamId stream : delta.covered().keySet()) {
            streams.find(stream)
                    .flatMap(this::head)
                    .filter(head -> head.seq() == delta.covered(stream).max())
                    .ifPresent(head -> values.put(stream, head.hash()));
        }
        return values;
    }
}
