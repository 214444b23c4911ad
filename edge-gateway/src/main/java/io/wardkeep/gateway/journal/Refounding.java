package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.record.RowRenaming;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Mints again what this box wrote in a forked life and nobody accepted: under those names others know other things. The
 * entries get names of the life that begins, and the old names are given up, so that what others know by them comes
 * here by sync. So do the rows of the lives since then: they may speak of names that are given up.
 */
final class Refounding {

    private final Content content;
    private final Database database;
    private final Actor self;
    private final RowRenaming renaming = new RowRenaming();

    Refounding(Content content, Actor self) {
        this.content = content;
        database = content.database;
        this.self = self;
    }

    /** Does it, in one transaction, when there is an open fork; how the newest one was found. */
    Optional<String> run() {
        List<Forks.Fork> forks = Forks.open(database);
        if (forks.isEmpty()) {
            return Optional.empty();
        }
        database.begin();
        Set<Integer> lives = new HashSet<>();
        forks.forEach(fork -> lives.add(fork.incarnation()));
        Actor first = Actor.of(self.site(), forks.getFirst().incarnation());
        TreeMap<StreamId, StreamState> doubtful = new TreeMap<>();
        for (StreamState state : content.streams.all()) {
            Actor life = state.id.actor();
            boolean speaksOfNames = !Observations.isObserved(state);
            if (life.isFrom(first) && !life.isFrom(self) && (speaksOfNames || lives.contains(life.incarnation()))) {
                doubtful.put(state.id, state);
            }
        }
        doubtful.values().forEach(this::mint);
        Forks.close(database);
        database.commit();
        return Optional.of(forks.getLast().detail());
    }

    private void mint(StreamState state) {
        // What comes before an accepted entry is history that both have in common, even if it has not been sent yet.
        long goodUntil = content.peers.of(state).intersect(state.context).max();
        Ranges unaccepted = state.context.minus(Ranges.of(1, goodUntil));
        if (unaccepted.isEmpty()) {
            return;
        }
        Ranges good = state.context.minus(unaccepted);
        if (Observations.isObserved(state)) {
            mintReadings(state, unaccepted);
            release(state, unaccepted);
        } else {
            renaming.begin(state.id, good.max());
            mintRows(state, unaccepted);
        }
        state.context = good;
        content.streams.saveContext(state);
        content.chains.cut(state, good.max());
    }

    private void mintReadings(StreamState state, Ranges unaccepted) {
        StreamState target = content.streams.enter(new StreamId(state.id.shard(), self, state.id.device()));
        for (int index = 0; index < unaccepted.count(); index++) {
            long next = unaccepted.first(index);
            while (next <= unaccepted.last(index)) {
                next = mintPiece(state, target, next, unaccepted.last(index));
            }
        }
    }

    /** Mints the readings or the loss that begins at {@code first}; returns what comes after it. */
    private long mintPiece(StreamState state, StreamState target, long first, long last) {
        if (state.lost.contains(first)) {
            Lost loss = content.observations.losses(state, first, first).getFirst();
            return mintLoss(target, first, Math.min(last, loss.last()), loss.reason());
        }
        Ranges expired = state.expired.intersect(Ranges.of(first, last));
        if (expired.contains(first)) {
            return mintLoss(target, first, expired.last(0), LossReason.RETENTION);
        }
        Optional<Piece> piece = content.bodies.holding(state, first);
        if (piece.isEmpty()) {
            return mintLoss(target, first, first, LossReason.DAMAGED);
        }
        long until = Math.min(last, piece.get().last());
        Optional<List<Reading>> readings = content.bodies.readings(state, piece.get());
        if (readings.isEmpty()) {
            return mintLoss(target, first, until, LossReason.DAMAGED);
        }
        int begin = (int) (first - piece.get().first());
        List<Reading> some = readings.get().subList(begin, begin + (int) (until - first) + 1);
        content.chains.link(target, content.observations.append(target, some).first(), some);
        return until + 1;
    }

    private long mintLoss(StreamState target, long first, long last, LossReason reason) {
        content.chains.link(target, content.observations.appendLost(target, last - first + 1, reason));
        return last + 1;
    }

    /** Removes readings and losses of these sequences; what else is in their pieces stays. */
    private void release(StreamState state, Ranges gone) {
        TreeMap<Long, Piece> pieces = new TreeMap<>();
        Ranges readable = state.readable().intersect(gone);
        for (int index = 0; index < readable.count(); index++) {
            for (long seq = readable.first(index); seq <= readable.last(index); ) {
                Optional<Piece> piece = content.bodies.holding(state, seq);
                piece.ifPresent(found -> pieces.put(found.first(), found));
                seq = piece.map(Piece::last).orElse(seq) + 1;
            }
        }
        pieces.values().forEach(piece -> shorten(state, piece, gone));
        for (int index = 0; index < gone.count(); index++) {
            for (Lost loss : content.observations.losses(state, gone.first(index), gone.last(index))) {
                content.observations.undeclare(state, loss);
                loss.keep(Ranges.of(loss.first(), loss.last()).minus(gone))
                        .forEach(rest -> content.observations.declare(state, rest));
            }
        }
        Ranges expired = state.expired;
        state.expired = expired.minus(gone);
        RangeTable.EXPIRED.replace(database, state.number, expired, state.expired);
    }

    private void shorten(StreamState state, Piece piece, Ranges gone) {
        Ranges kept = Ranges.of(piece.first(), piece.last()).minus(gone);
        Optional<List<Reading>> readings = content.bodies.readings(state, piece);
        if (readings.isEmpty()) {
            content.observations.declareDamaged(state, piece, kept);
            return;
        }
        content.observations.forget(state, piece);
        for (int index = 0; index < kept.count(); index++) {
            content.observations.keep(
                    state,
                    kept.first(index),
                    readings.get()
                            .subList(
                                    (int) (kept.first(index) - piece.first()),
                                    (int) (kept.last(index) - piece.first()) + 1));
        }
    }

    private void mintRows(StreamState state, Ranges unaccepted) {
        List<Row> rows =
                content.rows.scan(state.id, unaccepted, Integer.MAX_VALUE).rows();
        StreamState target = content.streams.enter(StreamId.rows(state.id.shard(), self));
        for (Row row : rows) {
            content.rows.giveUp(row, renaming);
            Row again = renaming.again(row, new Dot(self, target.context.max() + 1));
            content.chains.link(target, again);
            content.rows.join(again);
            target.context = target.context.plus(again.dot().seq(), again.dot().seq());
        }
        content.streams.saveContext(target);
    }
}
