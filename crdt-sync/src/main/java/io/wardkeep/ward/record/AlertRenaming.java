package io.wardkeep.ward.record;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.sync.Row;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.record.AlertFact.Acknowledged;
import io.wardkeep.ward.record.AlertFact.Delivered;
import io.wardkeep.ward.record.AlertFact.Ended;
import io.wardkeep.ward.record.AlertFact.PauseCancelled;
import io.wardkeep.ward.record.AlertFact.Paused;
import io.wardkeep.ward.record.AlertFact.Raised;
import io.wardkeep.ward.record.AlertFact.Reset;
import io.wardkeep.ward.record.AlertFact.Responsibility;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Says alert facts again under other names, when those that they had mean something else now. An episode whose first
 * raise gets another dot is another episode, and takes along what was said of it; an epoch that is opened again gets a
 * number of the life that opens it, so that what people elsewhere said of the other epoch of its number does not cover
 * it; dots of facts that a person had seen are replaced by the new ones, and those that have none are forgotten, since
 * a cancel that nobody here has seen must win.
 *
 * <p>Mutable; belongs to one thread. Rows come in the order of their dots.
 */
public final class AlertRenaming {

    private record Epoch(EpisodeId episode, long number) {}

    private final Predicate<Dot> givenUp;
    private final Map<Dot, Dot> names = new HashMap<>();
    private final Map<Epoch, Long> epochs = new HashMap<>();
    private final Map<EpisodeId, Long> newest = new HashMap<>();

    /**
     * Nothing has been said again yet.
     *
     * @param givenUp does this dot mean something else now?
     */
    public AlertRenaming(Predicate<Dot> givenUp) {
        this.givenUp = givenUp;
    }

    /** The row again, as {@code dot}. What cannot be read as a fact of this release keeps its key and its bytes. */
    public Row again(Row row, Dot dot) {
        names.put(row.dot(), dot);
        try {
            Optional<AlertFact> fact = AlertFacts.fact(row);
            if (fact.isPresent()) {
                return AlertFacts.row(row.shard().ward(), dot, row.at(), again(fact.get(), dot));
            }
        } catch (MalformedBytesException unreadable) {
            // Kept as it is: it is shown nowhere, and whoever looks into it finds what was there.
        }
        return new Row(row.shard(), row.key(), dot, row.supersedes(), row.at(), row.kind(), row.payload());
    }

    private AlertFact again(AlertFact fact, Dot dot) {
        EpisodeKey key = new EpisodeKey(fact.condition(), episode(fact.episode()));
        return switch (fact) {
            case Raised said ->
                new Raised(
                        key,
                        opened(said, key.episode(), dot.actor()),
                        said.priority(),
                        said.atMillis(),
                        said.limit(),
                        said.value(),
                        said.unit(),
                        said.latching(),
                        said.predecessor().map(this::episode),
                        said.cause());
            case Ended said -> new Ended(key, said.atMillis(), said.reason());
            case Reset said -> new Reset(key, said.by(), said.atMillis());
            case Acknowledged said -> new Acknowledged(key, epoch(key, said.epoch()), said.by(), said.atMillis());
            case Paused said ->
                new Paused(
                        key,
                        epoch(key, said.epoch()),
                        said.untilMillis(),
                        said.by(),
                        said.atMillis(),
                        seen(said.seen()));
            case PauseCancelled said -> new PauseCancelled(key, said.by(), said.atMillis());
            case Responsibility said ->
                new Responsibility(
                        key, epoch(key, said.epoch()), said.answer(), said.by(), said.atMillis(), seen(said.seen()));
            case Delivered said -> new Delivered(key, epoch(key, said.epoch()), said.hop(), said.atMillis());
        };
    }

    private EpisodeId episode(EpisodeId before) {
        return new EpisodeId(names.getOrDefault(before.raise(), before.raise()));
    }

    private long opened(Raised said, EpisodeId episode, Actor writer) {
        if (said.epoch() == 1) {
            return 1;
        }
        long before = Math.max(said.epoch() - 1, newest.getOrDefault(episode, 0L));
        long opened = Raised.epochAfter(before, episode, writer);
        newest.put(episode, opened);
        epochs.put(new Epoch(episode, said.epoch()), opened);
        return opened;
    }

    private long epoch(EpisodeKey key, long before) {
        return epochs.getOrDefault(new Epoch(key.episode(), before), before);
    }

    private SortedSet<Dot> seen(SortedSet<Dot> before) {
        TreeSet<Dot> again = new TreeSet<>();
        for (Dot dot : before) {
            if (names.containsKey(dot)) {
                again.add(names.get(dot));
            } else if (!givenUp.test(dot)) {
                again.add(dot);
            }
        }
        return again;
    }
}
