package io.wardkeep.ward.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.law.Choices;
import io.wardkeep.lattice.law.Laws;
import io.wardkeep.sync.Row;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AlertFact.Acknowledged;
import io.wardkeep.ward.record.AlertFact.Answer;
import io.wardkeep.ward.record.AlertFact.Ended;
import io.wardkeep.ward.record.AlertFact.Paused;
import io.wardkeep.ward.record.AlertFact.Raised;
import io.wardkeep.ward.record.AlertFact.Reset;
import io.wardkeep.ward.record.AlertFact.Responsibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What must hold of an alert whatever the order, whatever is lost of what people said. */
class AlertEpisodeLaws {

    @Test
    void anyOrderOfDeliveryReadsTheSame() {
        Laws.hold(choices -> {
            AlertEpisode all = Spoken.random(choices).all;
            AlertEpisode other = AlertEpisode.empty(Spoken.KEY);
            List<Map.Entry<Dot, AlertFact>> rest = new ArrayList<>(all.facts().entrySet());
            while (!rest.isEmpty()) {
                Map.Entry<Dot, AlertFact> next = rest.remove(choices.below(rest.size()));
                other = choices.oneIn(2)
                        ? other.plus(next.getKey(), next.getValue())
                        : AlertEpisode.empty(Spoken.KEY)
                                .plus(next.getKey(), next.getValue())
                                .join(other);
            }
            assertThat(other.standing()).isEqualTo(all.standing());
        });
    }

    @Test
    void joinIsIdempotentCommutativeAndAssociative() {
        Laws.hold(choices -> {
            AlertEpisode all = Spoken.random(choices).all;
            AlertEpisode a = without(all, choices, fact -> true);
            AlertEpisode b = without(all, choices, fact -> true);
            AlertEpisode c = without(all, choices, fact -> true);
            assertThat(a.join(a)).isEqualTo(a);
            assertThat(a.join(b)).isEqualTo(b.join(a));
            assertThat(a.join(b).join(c)).isEqualTo(a.join(b.join(c)));
        });
    }

    @Test
    void readsAsAcknowledgedOnlyWithAnAcknowledgementOfItsNewestEpoch() {
        Laws.hold(choices -> {
            AlertEpisode some = without(Spoken.random(choices).all, choices, fact -> true);
            some.standing().ifPresent(standing -> {
                long newest = some.facts().values().stream()
                        .mapToLong(fact -> fact instanceof Raised raised ? raised.epoch() : 0)
                        .max()
                        .orElseThrow();
                boolean covered = some.facts().values().stream()
                        .anyMatch(fact -> fact instanceof Acknowledged said && said.epoch() == newest);
                boolean over = some.facts().values().stream().anyMatch(Ended.class::isInstance);
                assertThat(standing.acknowledged().isPresent()).isEqualTo(covered);
                assertThat(standing.state() == AlertStanding.State.ACTIVE_ACK).isEqualTo(covered && !over);
                assertThat(standing.state() == AlertStanding.State.ACTIVE_UNACK).isEqualTo(!covered && !over);
            });
        });
    }

    @Test
    void losingAcknowledgementsResetsAndAcceptancesOnlyMakesItNoisier() {
        Laws.hold(choices -> {
            AlertEpisode all = Spoken.random(choices).all;
            AlertEpisode fewer = without(
                    all,
                    choices,
                    fact -> fact instanceof Acknowledged
                            || fact instanceof Reset
                            || fact instanceof Responsibility said && said.answer() == Answer.ACCEPTED);
            AlertStanding before = all.standing().orElseThrow();
            AlertStanding after = fewer.standing().orElseThrow();
            assertThat(loudness(after)).isGreaterThanOrEqualTo(loudness(before));
            assertThat(answer(after)).isLessThanOrEqualTo(answer(before));
            assertThat(after.paused()).isEqualTo(before.paused());
            assertThat(after.priority()).isEqualTo(before.priority());
        });
    }

    @Test
    void losingPausesNeverSilencesWhatIsAudible() {
        Laws.hold(choices -> {
            AlertEpisode all = Spoken.random(choices).all;
            AlertEpisode fewer = without(all, choices, Paused.class::isInstance);
            AlertStanding before = all.standing().orElseThrow();
            AlertStanding after = fewer.standing().orElseThrow();
            assertThat(after.state()).isEqualTo(before.state());
            if (before.paused().isEmpty()) {
                assertThat(after.paused()).isEmpty();
            }
            assertThat(without(all, Paused.class::isInstance)
                            .standing()
                            .orElseThrow()
                            .paused())
                    .isEmpty();
        });
    }

    @Test
    void quietIsAlwaysSomebodysWordAboutTheNewestEpoch() {
        Laws.hold(choices -> {
            AlertEpisode some = without(Spoken.random(choices).all, choices, fact -> true);
            some.standing()
                    .flatMap(AlertStanding::paused)
                    .ifPresent(pause -> assertThat(pause.epoch())
                            .isEqualTo(some.standing().orElseThrow().epoch()));
        });
    }

    @Test
    void aNewEpochSoundsWhateverWasSaidOfTheEarlierOnes() {
        Laws.hold(choices -> {
            AlertEpisode all = Spoken.random(choices).all;
            AlertStanding before = all.standing().orElseThrow();
            AlertEpisode raised = all.plus(
                    new Dot(Spoken.GATEWAY, 1000),
                    new Raised(
                            Spoken.KEY,
                            before.epoch() + 1,
                            before.priority(),
                            2000,
                            Optional.empty(),
                            Optional.empty(),
                            0,
                            false,
                            Optional.empty()));
            AlertStanding after = raised.standing().orElseThrow();
            if (before.active()) {
                assertThat(after.state()).isEqualTo(AlertStanding.State.ACTIVE_UNACK);
                assertThat(after.audible(0)).isTrue();
            }
        });
    }

    @Test
    void everyFactReadsBackFromItsRow() {
        Laws.hold(choices -> {
            for (Map.Entry<Dot, AlertFact> entry :
                    Spoken.random(choices).all.facts().entrySet()) {
                Row row = AlertFacts.row(new WardId("7A"), entry.getKey(), HybridTimestamp.of(5, 0), entry.getValue());
                assertThat(AlertFacts.fact(row)).contains(entry.getValue());
                assertThat(row.key()).isEqualTo(Spoken.KEY.text());
                assertThat(row.supersedes().seqByActor()).isEmpty();
            }
        });
    }

    private static int loudness(AlertStanding standing) {
        return switch (standing.state()) {
            case ENDED -> 0;
            case LATCHED, ACTIVE_ACK -> 1;
            case ACTIVE_UNACK -> 2;
        };
    }

    private static Answer answer(AlertStanding standing) {
        return standing.responsibility().map(Responsibility::answer).orElse(Answer.UNDEFINED);
    }

    /** Drops each fact that may be dropped, or not, by chance. */
    private static AlertEpisode without(AlertEpisode episode, Choices choices, Predicate<AlertFact> mayGo) {
        return without(episode, fact -> mayGo.test(fact) && choices.oneIn(2));
    }

    private static AlertEpisode without(AlertEpisode episode, Predicate<AlertFact> goes) {
        TreeMap<Dot, AlertFact> kept = new TreeMap<>();
        episode.facts().forEach((dot, fact) -> {
            if (!goes.test(fact)) {
                kept.put(dot, fact);
            }
        });
        return new AlertEpisode(episode.key(), kept);
    }
}
