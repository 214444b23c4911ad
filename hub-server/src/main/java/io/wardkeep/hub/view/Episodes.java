package io.wardkeep.hub.view;

import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AlertEpisode;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.PauseEnds;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every episode that is not over, and the newest of those that are. Owned by the view loop. */
final class Episodes {

    /** Most ended episodes kept for the history. */
    private static final int ENDED_MAX = 2_000;

    /** How many too many before the oldest are dropped together. */
    private static final int ENDED_SLACK = 200;

    /**
     * An episode and whose it is.
     *
     * @param ward of its gateway
     * @param facts all that was said
     * @param pauses when the pauses among them end by this hub's clock
     */
    record Known(WardId ward, AlertEpisode facts, PauseEnds pauses) {}

    private final Map<EpisodeId, Known> known = new HashMap<>();

    /**
     * Adds a fact that is known from now on; how the episode stands then, empty while its raise is not here. An episode
     * is of the ward that raised it: what is said of it in another ward's name neither moves it there nor changes it.
     */
    Optional<AlertStanding> add(WardId ward, Dot dot, AlertFact fact, long nowMillis) {
        Known none = new Known(ward, AlertEpisode.empty(fact.key()), new PauseEnds(PauseEnds.LONGEST_MILLIS));
        Known before = known.getOrDefault(fact.episode(), none);
        if (!before.ward.equals(ward)) {
            boolean isRaise = fact instanceof AlertFact.Raised;
            if (!isRaise || before.facts.standing().isPresent()) {
                return Optional.empty();
            }
            before = none;
        }
        if (!before.facts.key().equals(fact.key())) {
            // A dot names one episode for ever; another key under it is a peer's nonsense and changes nothing.
            return Optional.empty();
        }
        if (fact instanceof AlertFact.Paused pause) {
            before.pauses.heard(dot, pause, nowMillis);
        }
        Known after = new Known(before.ward, before.facts.plus(dot, fact), before.pauses);
        known.put(fact.episode(), after);
        if (known.size() > ENDED_MAX + ENDED_SLACK) {
            forgetOldest();
        }
        return after.facts.standing();
    }

    Optional<Known> find(EpisodeId episode) {
        return Optional.ofNullable(known.get(episode));
    }

    Collection<Known> all() {
        return known.values();
    }

    private void forgetOldest() {
        List<AlertStanding> ended = known.values().stream()
                .flatMap(each -> each.facts.standing().stream())
                .filter(standing -> standing.state() == AlertStanding.State.ENDED)
                .sorted(Comparator.comparingLong(AlertStanding::sinceMillis))
                .toList();
        ended.stream().limit(Math.max(0, ended.size() - ENDED_MAX)).forEach(old -> known.remove(old.episode()));
    }
}
