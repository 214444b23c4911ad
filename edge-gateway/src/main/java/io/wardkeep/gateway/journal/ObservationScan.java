package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a peer asked for, from the newest; see {@link io.wardkeep.sync.ReplicaStore#scan}. */
final class ObservationScan {

    private static final int LOST_BYTES = 32;

    private final Database database;
    private final Observations observations;
    private final Bodies bodies;
    private final StreamState state;
    private final int bytesMax;
    private final boolean changesNothing;

    private final List<ObservationBlock> blocks = new ArrayList<>();
    private final List<Lost> lost = new ArrayList<>();
    private Ranges covered = Ranges.EMPTY;
    private long bytes;

    ObservationScan(Database database, Observations observations, Bodies bodies, StreamState state, int bytesMax) {
        this(database, observations, bodies, state, bytesMax, false);
    }

    private ObservationScan(
            Database database,
            Observations observations,
            Bodies bodies,
            StreamState state,
            int bytesMax,
            boolean changesNothing) {
        this.database = database;
        this.observations = observations;
        this.bodies = bodies;
        this.state = state;
        this.bytesMax = bytesMax;
        this.changesNothing = changesNothing;
    }

    /** A scan that leaves out a damaged piece instead of declaring it lost; what has expired is not to be asked for. */
    static ObservationScan changingNothing(
            Database database, Observations observations, Bodies bodies, StreamState state, int bytesMax) {
        return new ObservationScan(database, observations, bodies, state, bytesMax, true);
    }

    Delta run(Ranges wanted) {
        // A hub that asks for what expired here after it was acknowledged has lost it: now it is lost everywhere.
        Ranges gone = state.expired.intersect(wanted);
        if (!gone.isEmpty()) {
            database.begin();
            observations.declareExpired(state, gone);
            database.commit();
        }
        Ranges held = state.context.intersect(wanted);
        for (int index = held.count() - 1; index >= 0; index--) {
            long seq = held.last(index);
            while (seq >= held.first(index)) {
                if (bytes >= bytesMax) {
                    return delta(state.id);
                }
                long before = seq;
                seq = state.lost.contains(seq) ? tellLoss(held.first(index), seq) : read(held.first(index), seq);
                if (seq == before) {
                    return delta(state.id);
                }
            }
        }
        return delta(state.id);
    }

    /** Adds the loss that ends at or after {@code seq}; returns the sequence before what it added. */
    private long tellLoss(long first, long seq) {
        for (Lost loss : observations.losses(state, seq, seq)) {
            long from = Math.max(first, loss.first());
            lost.addAll(loss.keep(Ranges.of(from, seq)));
            covered = covered.plus(from, seq);
            bytes += LOST_BYTES;
            return from - 1;
        }
        throw new IllegalStateException("a loss without its row: " + state.id + " " + seq);
    }

    /** Adds the readings of the piece that holds {@code seq}; returns the sequence before what it added. */
    private long read(long first, long seq) {
        Optional<Piece> holding = bodies.holding(state, seq);
        if (holding.isEmpty()) {
            throw new IllegalStateException("a reading without its piece: " + state.id + " " + seq);
        }
        Piece piece = holding.get();
        long from = Math.max(first, piece.first());
        Optional<ObservationBlock> found = bodies.block(state, piece).flatMap(block -> slice(block, from, seq));
        if (found.isEmpty() && changesNothing) {
            return from - 1;
        }
        if (found.isEmpty()) {
            database.begin();
            observations.declareDamaged(state, piece);
            database.commit();
            return tellLoss(first, seq);
        }
        ObservationBlock block = found.get();
        long size = block.weight();
        if (bytes + size > bytesMax) {
            if (!blocks.isEmpty() || !lost.isEmpty()) {
                // It does not fit any more, but would fit alone: the next scan begins with it.
                return size > bytesMax ? addNewest(block) : seq;
            }
            return addNewest(block);
        }
        add(block);
        return block.first() - 1;
    }

    /** Adds as many of the newest readings of a block as fit, but at least one. */
    private long addNewest(ObservationBlock block) {
        long room = Math.max(0, bytesMax - bytes);
        long count = Math.max(1, block.count() * room / Math.max(1, block.weight()));
        while (true) {
            ObservationBlock newest = slice(block, block.last() - Math.min(count, block.count()) + 1, block.last())
                    .orElseThrow();
            if (count == 1 || newest.weight() <= room) {
                add(newest);
                bytes = bytesMax;
                return newest.first() - 1;
            }
            count = count / 2;
        }
    }

    private void add(ObservationBlock block) {
        blocks.add(block);
        covered = covered.plus(block.first(), block.last());
        bytes += block.weight();
    }

    private static Optional<ObservationBlock> slice(ObservationBlock block, long first, long last) {
        try {
            return Optional.of(Blocks.slice(block, first, last));
        } catch (MalformedBytesException damaged) {
            return Optional.empty();
        }
    }

    private Delta delta(StreamId id) {
        return covered.isEmpty() ? Delta.EMPTY : new Delta(List.of(), blocks, lost, Map.of(id, covered));
    }
}
