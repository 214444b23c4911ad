package io.wardkeep.ward.record;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.law.Choices;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.Decimal;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A random life of one episode: the owning gateway raises, raises again and ends it; people at the bed and at the hub
 * say things about what their own replica shows them, which facts reach in any order.
 */
final class Spoken {

    static final Actor GATEWAY = new Actor(7, 7, 1);
    static final Actor HUB = new Actor(9, 9, 1);

    static final EpisodeKey KEY = new EpisodeKey(
            ConditionKey.limit(new BedId("7A-01"), 150456, AlertKind.LIMIT_LOW), new EpisodeId(new Dot(GATEWAY, 1)));

    private static final Author NURSE = new Author("J. Lindqvist", "nurse", Author.BED);
    private static final Author PHYSICIAN = new Author("A. Okafor", "physician", Author.HUB);
    private static final int STEPS_MAX = 14;

    /** All that was ever said. */
    AlertEpisode all = AlertEpisode.empty(KEY);

    private final List<AlertEpisode> replicas = new ArrayList<>(List.of(all, all));
    private long epoch;
    private boolean ended;
    private final long[] seqs = new long[2];

    private Spoken() {}

    static Spoken random(Choices choices) {
        Spoken spoken = new Spoken();
        spoken.raise(choices);
        for (int steps = choices.below(STEPS_MAX); steps > 0; steps--) {
            spoken.step(choices);
        }
        return spoken;
    }

    private void step(Choices choices) {
        switch (choices.below(5)) {
            case 0 -> raise(choices);
            case 1 -> {
                if (!ended && choices.oneIn(2)) {
                    ended = true;
                    say(0, new Ended(KEY, choices.below(1000), choices.of(EndReason.values())));
                }
            }
            case 2 -> deliver(choices);
            default -> speak(choices.below(2), choices);
        }
    }

    private void raise(Choices choices) {
        if (!ended) {
            epoch++;
            say(
                    0,
                    new Raised(
                            KEY,
                            epoch,
                            choices.of(AlertPriority.values()),
                            choices.below(1000),
                            choices.oneIn(2) ? Optional.of(Decimal.of(choices.below(100))) : Optional.empty(),
                            choices.oneIn(2) ? Optional.of(Decimal.parse("88.5")) : Optional.empty(),
                            262688,
                            choices.oneIn(2),
                            choices.oneIn(3) ? Optional.of(new EpisodeId(new Dot(GATEWAY, 99))) : Optional.empty()));
        }
    }

    /** A person says something about what they see; without a raise they see nothing. */
    private void speak(int at, Choices choices) {
        Optional<AlertStanding> seen = replicas.get(at).standing();
        if (seen.isEmpty()) {
            return;
        }
        long shown = seen.get().epoch();
        long now = choices.below(1000);
        Author by = at == 0 ? NURSE : PHYSICIAN;
        say(
                at,
                switch (choices.below(6)) {
                    case 0 -> new Acknowledged(KEY, shown, by, now);
                    case 1 ->
                        new Paused(
                                KEY,
                                shown,
                                now + choices.below(300),
                                by,
                                now,
                                replicas.get(at).pauseDots());
                    case 2 -> new PauseCancelled(KEY, by, now);
                    case 3 ->
                        new Responsibility(
                                KEY,
                                shown,
                                choices.of(Answer.values()),
                                by,
                                now,
                                replicas.get(at).answerDots());
                    case 4 -> new Reset(KEY, by, now);
                    default -> new Delivered(KEY, shown, choices.of("hub", "7a-box-1"), now);
                });
    }

    private void say(int at, AlertFact fact) {
        Dot dot = new Dot(at == 0 ? GATEWAY : HUB, ++seqs[at]);
        all = all.plus(dot, fact);
        replicas.set(at, replicas.get(at).plus(dot, fact));
    }

    /** Some fact reaches a replica, in whatever order. */
    private void deliver(Choices choices) {
        List<Dot> dots = new ArrayList<>(all.facts().keySet());
        Dot dot = choices.of(dots);
        AlertFact fact = new TreeMap<>(all.facts()).get(dot);
        if (fact != null) {
            int at = choices.below(2);
            replicas.set(at, replicas.get(at).plus(dot, fact));
        }
    }
}
