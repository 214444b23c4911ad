package io.wardkeep.ward.record;

import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.record.AlertFact.Acknowledged;
import io.wardkeep.ward.record.AlertFact.Answer;
import io.wardkeep.ward.record.AlertFact.Delivered;
import io.wardkeep.ward.record.AlertFact.Ended;
import io.wardkeep.ward.record.AlertFact.PauseCancelled;
import io.wardkeep.ward.record.AlertFact.Paused;
import io.wardkeep.ward.record.AlertFact.Raised;
import io.wardkeep.ward.record.AlertFact.Reset;
import io.wardkeep.ward.record.AlertFact.Responsibility;
import io.wardkeep.ward.record.AlertStanding.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One alert episode: the set of its facts by their dots. Join is union; what it means is read from the set.
 *
 * <p>Invariants: any order of delivery reads the same. It reads as acknowledged only with an acknowledgement of its
 * newest epoch that is here: what was said of an epoch that nobody raised covers nothing. Without an acknowledgement, a
 * reset or an acceptance it reads as alarming as with it, or more. It is quiet for a while only by a pause of its
 * newest epoch that is here, and of concurrent pauses only as long as the shorter asks. It is over only when the owning
 * gateway has said so.
 *
 * @param key which episode
 * @param facts what was said, by dot; immutable
 */
public record AlertEpisode(EpisodeKey key, SortedMap<Dot, AlertFact> facts) {

    private static final Comparator<Raised> NEWER = Comparator.comparingLong(Raised::epoch)
            .thenComparing(Raised::priority)
            .thenComparing(Comparator.comparingLong(Raised::atMillis).reversed());

    /** By the order of the constants of {@link Answer}, which begin with the most alarming. */
    private static final Comparator<Responsibility> MORE_ALARMING =
            Comparator.comparing(Responsibility::answer).thenComparingLong(Responsibility::atMillis);

    /** Rejects facts of another episode. */
    public AlertEpisode {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        for (AlertFact fact : facts.values()) {
            if (!fact.key().equals(key)) {
                throw new IllegalArgumentException("a fact of " + fact.key() + " in the episode " + key);
            }
        }
    }

    /** An episode of which nothing has been said yet. */
    public static AlertEpisode empty(EpisodeKey key) {
        return new AlertEpisode(key, new TreeMap<>());
    }

    /** With one more fact. */
    public AlertEpisode plus(Dot dot, AlertFact fact) {
        TreeMap<Dot, AlertFact> more = new TreeMap<>(facts);
        more.put(dot, fact);
        return new AlertEpisode(key, more);
    }

    /** The facts of both. A dot names one fact for ever, so there is nothing to choose. */
    public AlertEpisode join(AlertEpisode other) {
        TreeMap<Dot, AlertFact> union = new TreeMap<>(facts);
        union.putAll(other.facts);
        return new AlertEpisode(key, union);
    }

    /** How it stands; empty as long as no raise of it is here, whatever else is. */
    public Optional<AlertStanding> standing() {
        return newestRaise().map(this::standing);
    }

    /**
     * The dots of the pauses and cancels that somebody who looks at this replica has seen, for {@link Paused#seen()}:
     * those that are here, and what their writers had seen before. Facts can arrive out of order; without the second
     * part a cancel that is older than a pause could come later than the pause that follows, and be taken for news.
     */
    public SortedSet<Dot> pauseDots() {
        TreeSet<Dot> dots = new TreeSet<>();
        facts.forEach((dot, fact) -> {
            if (fact instanceof Paused pause) {
                dots.add(dot);
                dots.addAll(pause.seen());
            } else if (fact instanceof PauseCancelled) {
                dots.add(dot);
            }
        });
        return dots;
    }

    /** The pauses that hold for the newest epoch, by dot; the first that ends ends the quiet. */
    public SortedMap<Dot, Paused> pausesInForce() {
        return newestRaise().map(newest -> pauses(newest.epoch())).orElseGet(TreeMap::new);
    }

    /** What a device calls its own alarms that opened epochs of this episode. */
    public SortedSet<String> causes() {
        TreeSet<String> causes = new TreeSet<>();
        of(Raised.class).forEach(raised -> raised.cause().ifPresent(causes::add));
        return causes;
    }

    /** The dots of the answers that are here, for {@link Responsibility#seen()}. */
    public SortedSet<Dot> answerDots() {
        TreeSet<Dot> dots = new TreeSet<>();
        facts.forEach((dot, fact) -> {
            if (fact instanceof Responsibility) {
                dots.add(dot);
            }
        });
        return dots;
    }

    private AlertStanding standing(Raised newest) {
        Optional<Acknowledged> acknowledged = acknowledged(newest.epoch());
        Optional<Ended> ended =
                of(Ended.class).min(Comparator.comparingLong(Ended::atMillis).thenComparing(Ended::reason));
        Optional<Reset> reset = ended.isPresent() ? first(Reset.class) : Optional.empty();
        boolean latching = of(Raised.class).anyMatch(Raised::latching);
        return new AlertStanding(
                key,
                state(ended, acknowledged.isPresent(), latching, reset.isPresent()),
                newest.epoch(),
                newest.priority(),
                of(Raised.class).mapToLong(Raised::atMillis).min().orElseThrow(),
                newest.atMillis(),
                newest.limit(),
                newest.value(),
                newest.unit(),
                newest.cause(),
                latching,
                of(Raised.class)
                        .flatMap(raised -> raised.predecessor().stream())
                        .min(Comparator.<EpisodeId>naturalOrder()),
                acknowledged,
                paused(newest.epoch()),
                responsibility(newest.epoch()),
                ended,
                reset,
                delivered());
    }

    private static State state(Optional<Ended> ended, boolean acknowledged, boolean latching, boolean reset) {
        if (ended.isEmpty()) {
            return acknowledged ? State.ACTIVE_ACK : State.ACTIVE_UNACK;
        }
        // What somebody switched off on purpose, or took away, does not latch: the state machine's DISABLE.
        boolean resolved = ended.get().reason() == EndReason.RESOLVED;
        return resolved && latching && !acknowledged && !reset ? State.LATCHED : State.ENDED;
    }

    /** Of two raises of one epoch, which only a fork of the gateway can make, the more urgent one. */
    private Optional<Raised> newestRaise() {
        Raised newest = null;
        for (AlertFact fact : facts.values()) {
            if (fact instanceof Raised raised && (newest == null || NEWER.compare(raised, newest) > 0)) {
                newest = raised;
            }
        }
        return Optional.ofNullable(newest);
    }

    private Optional<Acknowledged> acknowledged(long epoch) {
        Map.Entry<Dot, AlertFact> first = null;
        for (Map.Entry<Dot, AlertFact> entry : facts.entrySet()) {
            if (entry.getValue() instanceof Acknowledged said
                    && said.epoch() == epoch
                    && (first == null || said.atMillis() < first.getValue().atMillis())) {
                first = entry;
            }
        }
        return first == null ? Optional.empty() : Optional.of((Acknowledged) first.getValue());
    }

    /** The shortest of the pauses of this epoch that hold, by what their writers say. */
    private Optional<Paused> paused(long epoch) {
        return pauses(epoch).values().stream().min(Comparator.comparingLong(Paused::untilMillis));
    }

    /**
     * The pauses of this epoch that nobody has replaced, unless a cancel is here that they had not seen. A pause
     * replaces only what it covers: none of a later epoch than its own.
     */
    private SortedMap<Dot, Paused> pauses(long epoch) {
        SortedMap<Dot, Paused> pauses = new TreeMap<>();
        for (Map.Entry<Dot, AlertFact> entry : facts.entrySet()) {
            if (entry.getValue() instanceof Paused pause
                    && pause.epoch() == epoch
                    && !cancelled(pause)
                    && of(Paused.class)
                            .noneMatch(later -> later.epoch() >= pause.epoch()
                                    && later.seen().contains(entry.getKey()))) {
                pauses.put(entry.getKey(), pause);
            }
        }
        return pauses;
    }

    private boolean cancelled(Paused pause) {
        return facts.entrySet().stream()
                .anyMatch(entry -> entry.getValue() instanceof PauseCancelled
                        && !pause.seen().contains(entry.getKey()));
    }

    private Optional<Responsibility> responsibility(long epoch) {
        Responsibility worst = null;
        for (Map.Entry<Dot, AlertFact> entry : facts.entrySet()) {
            if (entry.getValue() instanceof Responsibility answer
                    && answer.epoch() == epoch
                    && of(Responsibility.class)
                            .noneMatch(later -> later.epoch() >= answer.epoch()
                                    && later.seen().contains(entry.getKey()))
                    && (worst == null || MORE_ALARMING.compare(answer, worst) < 0)) {
                worst = answer;
            }
        }
        return Optional.ofNullable(worst);
    }

    private List<Delivered> delivered() {
        TreeMap<String, Delivered> latestByHop = new TreeMap<>();
        of(Delivered.class)
                .forEach(said -> latestByHop.merge(
                        said.hop(), said, (left, right) -> right.epoch() > left.epoch() ? right : left));
        return new ArrayList<>(latestByHop.values());
    }

    private <F extends AlertFact> Optional<F> first(Class<F> kind) {
        return of(kind).min(Comparator.comparingLong(AlertFact::atMillis));
    }

    private <F extends AlertFact> Stream<F> of(Class<F> kind) {
        Collection<AlertFact> said = facts.values();
        return said.stream().filter(kind::isInstance).map(kind::cast);
    }
}
