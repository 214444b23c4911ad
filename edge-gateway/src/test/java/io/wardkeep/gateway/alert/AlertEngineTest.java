package io.wardkeep.gateway.alert;

import static io.wardkeep.gateway.alert.EngineBench.BED;
import static io.wardkeep.gateway.alert.EngineBench.NURSE;
import static io.wardkeep.gateway.alert.EngineBench.OXIMETER;
import static io.wardkeep.gateway.alert.EngineBench.below;
import static io.wardkeep.gateway.alert.EngineBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.record.AlertEpisode;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.record.EffectiveLimits;
import io.wardkeep.ward.record.EndReason;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlertEngineTest {

    private static final DeviceId MONITOR = new DeviceId("monitor-01");

    @Test
    void aValueAtTheLimitIsInOrder() {
        assertThat(new EngineBench().limits(below(90, 0, 0)).values(90, 90, 90).onsets())
                .isZero();
    }

    @Test
    void saysWhichLimitWasCrossedByWhat() {
        EngineBench bench = new EngineBench().limits(below(90, 0, 0)).values(95, 82);

        assertThat(bench.last().state()).isEqualTo(AlertState.ACTIVE_UNACK);
        assertThat(bench.last().audible()).isTrue();
        assertThat(bench.last().standing().value()).contains(Decimal.of(82));
        assertThat(bench.last().standing().limit()).contains(Decimal.of(90));
        assertThat(bench.last().standing().condition())
                .isEqualTo(ConditionKey.limit(BED, EngineBench.SPO2, AlertKind.LIMIT_LOW));
    }

    @Test
    void aMissingValueStartsTheDelayAnew() {
        EngineBench bench = new EngineBench().limits(below(90, 5_000, 0));

        bench.values(80, 80, 80, 80, 80).missing().values(80, 80, 80, 80, 80);
        assertThat(bench.onsets()).isZero();
        bench.values(80);
        assertThat(bench.onsets()).isOne();
    }

    @Test
    void missingValuesEndNothing() {
        EngineBench bench = new EngineBench().limits(below(90, 0, 0)).values(80);
        for (int second = 0; second < 300; second++) {
            bench.missing();
        }

        assertThat(bench.engine.open()).hasSize(1);
        assertThat(bench.phases()).doesNotContain(AlertPhase.END);
    }

    @Test
    void goodValuesOfASecondDeviceDoNotHideTheBadOnesOfTheFirst() {
        EngineBench bench = new EngineBench().limits(below(90, 3_000, 0));
        for (int second = 0; second < 4; second++) {
            bench.sample(OXIMETER, 80).sample(MONITOR, 97).seconds(1);
        }

        assertThat(bench.onsets()).isOne();
        bench.values(95, 95);
        assertThat(bench.last().phase()).isEqualTo(AlertPhase.END);
    }

    @Test
    void aValueThatIsMeasuredSeldomIsConfirmedByTime() {
        EngineBench bench = new EngineBench().limits(below(90, 5_000, 0)).sample(OXIMETER, 80);

        bench.seconds(8);

        assertThat(bench.onsets()).isOne();
    }

    @Test
    void endsOnceTheHoldHasPassedInOrder() {
        EngineBench bench = new EngineBench().limits(below(90, 0, 3_000)).values(80, 95, 95, 89, 95, 95, 95);
        assertThat(bench.phases()).containsExactly(AlertPhase.START);

        bench.values(95);

        assertThat(bench.phases()).containsExactly(AlertPhase.START, AlertPhase.END);
        assertThat(bench.last().standing().ended().orElseThrow().reason()).isEqualTo(EndReason.RESOLVED);
        assertThat(bench.last().over()).isTrue();
    }

    @Test
    void anAcknowledgementOfTheNewestEpochSilences() {
        EngineBench bench = new EngineBench().limits(below(90, 0, 0)).values(80);

        assertThat(bench.decide(bench.acknowledge(1))).isInstanceOf(CommandResult.Done.class);

        assertThat(bench.last().state()).isEqualTo(AlertState.ACTIVE_ACK);
        assertThat(bench.last().audible()).isFalse();
        assertThat(bench.last().standing().acknowledged().orElseThrow().by()).isEqualTo(NURSE);
    }

    @Test
    void aRiseOfThePriorityOpensAnEpochThatAnOldAcknowledgementDoesNotCover() {
        EngineBench bench = new EngineBench().limits(below(90, 0, 0)).values(80);
        AlertCommand.Acknowledge seenFirst = bench.acknowledge(1);

        bench.limits(with(below(90, 0, 0), AlertPriority.HIGH, false, true));

        assertThat(bench.last().phase()).isEqualTo(AlertPhase.ESCALATE);
        assertThat(bench.last().standing().epoch()).isEqualTo(2);
        assertThat(bench.decide(seenFirst)).isInstanceOf(CommandResult.Outdated.class);
        assertThat(bench.last().state()).isEqualTo(AlertState.ACTIVE_UNACK);
    }

    @Test
    void aLateAcknowledgementFromTheHubCoversOnlyWhatItHadSeen() {
        EngineBench bench = new EngineBench().limits(below(90, 0, 0)).values(80);
        AlertTransition first = bench.last();
        bench.limits(with(below(90, 0, 0), AlertPriority.HIGH, false, true));

        bench.engine.joined(hubDot(1), acknowledged(first, 1), bench.now);
        bench.drained();
        assertThat(bench.last().state()).isEqualTo(AlertState.ACTIVE_UNACK);
        assertThat(bench.last().audible()).isTrue();

        bench.engine.joined(hubDot(2), acknowledged(first, 2), bench.now);
        bench.drained();
        assertThat(bench.last().state()).isEqualTo(AlertState.ACTIVE_ACK);
        assertThat(bench.last().said()).isEmpty();
    }

    @Test
    void aRecurrenceIsAnotherEpisodeAndSounds() {
        EngineBench bench = new EngineBench().limits(below(90, 0, 0)).values(80);
        AlertStanding first = bench.last().standing();
        bench.decide(bench.acknowledge(1));

        bench.values(95, 80);

        assertThat(bench.last().state()).isEqualTo(AlertState.ACTIVE_UNACK);
        assertThat(bench.last().standing().episode()).isNotEqualTo(first.episode());
        assertThat(bench.last().standing().predecessor()).contains(first.episode());
    }

    @Test
    void aLatchedAlertStaysUntilSomebodyActs() {
        EngineBench bench = new EngineBench()
                .limits(with(below(90, 0, 0), AlertPriority.HIGH, true, true))
                .values(80, 95, 95);
        assertThat(bench.last().state()).isEqualTo(AlertState.LATCHED);
        assertThat(bench.last().audible()).isTrue();

        bench.decide(bench.acknowledge(1));

        assertThat(bench.last().phase()).isEqualTo(AlertPhase.RESET);
        assertThat(bench.engine.open()).isEmpty();
    }

    @Test
    void aNewEpisodeReplacesTheLatchedOne() {
        EngineBench bench = new EngineBench()
                .limits(with(below(90, 0, 0), AlertPriority.HIGH, true, true))
                .values(80, 95, 80);

        assertThat(bench.phases())
                .containsExactly(AlertPhase.START, AlertPhase.UPDATE, AlertPhase.RESET, AlertPhase.START);
        assertThat(bench.engine.open()).hasSize(1);
        assertThat(bench.last().standing().state()).isEqualTo(AlertStanding.State.ACTIVE_UNACK);
    }

    @Test
    void aPauseIsCutToThePolicyAndEndsByItself() {
        EngineBench bench = new EngineBench().limits(below(90, 0, 0)).values(80);
        bench.decide(new AlertCommand.Pause(bench.last().standing().episode(), 1, 3_600_000, NURSE));
        assertThat(bench.last().audible()).isFalse();
        assertThat(bench.last().state()).isEqualTo(AlertState.ACTIVE_UNACK);

        for (int second = 0; second < 121; second++) {
            bench.values(80);
        }

        assertThat(bench.last().audible()).isTrue();
    }

    @Test
    void aPauseFromTheHubIsMeasuredByThisBoxAndNeverLasts() {
        EngineBench bench = new EngineBench().limits(below(90, 0, 0)).values(80);
        AlertStanding standing = bench.last().standing();
        long hubTime = bench.now + 400L * 86_400_000;

        bench.engine.joined(
                hubDot(1),
                new AlertFact.Paused(standing.key(), 1, hubTime + 120_000, hub(), hubTime, new TreeSet<>()),
                bench.now);
        bench.drained();
        assertThat(bench.last().audible()).isFalse();
        assertThat(bench.last().pausedUntil()).hasValue(bench.now + 120_000);
        for (int second = 0; second < 121; second++) {
            bench.values(80);
            bench.engine.joined(
                    hubDot(2 + second),
                    new AlertFact.Delivered(standing.key(), 1, "hub", hubTime + 1_000L * second),
                    bench.now);
            bench.drained();
        }

        assertThat(bench.last().audible()).isTrue();
    }

    @Test
    void aCancelledPauseSoundsAgain() {
        EngineBench bench = new EngineBench().limits(below(90, 0, 0)).values(80);
        bench.decide(new AlertCommand.Pause(bench.last().standing().episode(), 1, 60_000, NURSE));

        bench.decide(new AlertCommand.CancelPause(bench.last().standing().episode(), NURSE));

        assertThat(bench.last().audible()).isTrue();
    }

    @Test
    void switchingTheLimitOffEndsTheAlertAndSaysSo() {
        EngineBench bench = new EngineBench().limits(below(90, 0, 0)).values(80);

        bench.limits(with(below(90, 0, 0), AlertPriority.MEDIUM, false, false));

        assertThat(bench.last().standing().ended().orElseThrow().reason()).isEqualTo(EndReason.DISABLED);
        assertThat(bench.values(80, 80).engine.open()).isEmpty();
    }

    @Test
    void aRestartGoesOnWithTheEpisodeButNotWithItsAcknowledgement() {
        EngineBench before = new EngineBench().limits(below(90, 0, 0)).values(80);
        before.decide(before.acknowledge(1));
        AlertEpisode kept = before.last().episode();

        EngineBench after = new EngineBench(2).limits(below(90, 0, 2_000));
        after.engine.restore(kept, after.now);
        after.drained();

        assertThat(after.last().phase()).isEqualTo(AlertPhase.CONTINUE);
        assertThat(after.last().state()).isEqualTo(AlertState.ACTIVE_UNACK);
        assertThat(after.last().standing().episode()).isEqualTo(kept.key().episode());
        assertThat(after.last().standing().epoch()).isEqualTo((2 << 20) + 1);
        assertThat(after.last().audible()).isTrue();
        after.values(80, 80);
        assertThat(after.onsets()).isZero();
        after.values(95, 95, 95);
        assertThat(after.last().phase()).isEqualTo(AlertPhase.END);
    }

    @Test
    void whatALostLifeWasAcknowledgedForCoversNothingOfTheNextOne() {
        EngineBench lost = new EngineBench().limits(below(90, 0, 0)).values(80);
        AlertEpisode image = lost.last().episode();
        lost.limits(with(below(90, 0, 0), AlertPriority.HIGH, false, true)).values(80);
        AlertTransition second = lost.last();
        assertThat(second.standing().epoch()).isEqualTo(2);

        EngineBench restored = new EngineBench(2).limits(below(90, 0, 0));
        restored.engine.restore(image, restored.now);
        restored.limits(with(below(90, 0, 0), AlertPriority.HIGH, false, true)).values(80);
        second.said().forEach(said -> restored.engine.joined(said.dot(), said.fact(), restored.now));
        restored.engine.joined(new Dot(Actor.of(new UUID(9, 9), 1), 1), acknowledged(second, 2), restored.now);

        assertThat(restored.engine.open()).singleElement().satisfies(standing -> {
            assertThat(standing.epoch()).isGreaterThan(2);
            assertThat(standing.attentionNeeded()).isTrue();
        });
        assertThat(restored.engine.audible(restored.now)).isTrue();
    }

    @Test
    void anEpisodeOfADeviceThatIsNoLongerConfiguredEndsAsRemoved() {
        EngineBench before = new EngineBench();
        before.engine.watch(MONITOR, Optional.of(BED), 1_000, before.now);
        before.seconds(3);
        AlertEpisode kept = before.last().episode();

        EngineBench after = new EngineBench(2);
        after.engine.restore(kept, after.now);
        after.drained();

        assertThat(after.last().standing().ended().orElseThrow().reason()).isEqualTo(EndReason.REMOVED);
        assertThat(after.engine.open()).isEmpty();
    }

    @Test
    void aSilentDeviceIsToldOfAndForgottenWhenItIsHeard() {
        EngineBench bench = new EngineBench();
        bench.engine.watch(MONITOR, Optional.of(BED), 3_000, bench.now);

        bench.seconds(4);
        assertThat(bench.last().standing().condition().kind()).isEqualTo(AlertKind.SILENCE);
        bench.engine.heard(MONITOR, bench.now);
        bench.drained();

        assertThat(bench.last().phase()).isEqualTo(AlertPhase.END);
    }

    @Test
    void silenceIsToldOfAfterTenSecondsOfADeviceThatSpeaksMoreOften() {
        EngineBench bench = new EngineBench();
        bench.engine.watch(MONITOR, Optional.of(BED), 15_000, bench.now);
        bench.seconds(11);

        assertThat(bench.onsets()).isOne();
    }

    @Test
    void aDeviceThatMeasuresOnDemandIsNeverSilent() {
        EngineBench bench = new EngineBench();
        bench.engine.watch(MONITOR, Optional.of(BED), Long.MAX_VALUE, bench.now);

        bench.seconds(3_600);
        assertThat(bench.told)
                .noneMatch(told -> told.standing().condition().device().equals(Optional.of(MONITOR)));
    }

    @Test
    void aPortThatIsGoneIsOneAlertNotTwo() {
        EngineBench bench = new EngineBench();
        bench.engine.technical(OXIMETER, AlertKind.PORT_GONE, "port", true, bench.now);
        bench.seconds(30);

        assertThat(bench.onsets()).isOne();
        assertThat(bench.engine.open().getFirst().condition().kind()).isEqualTo(AlertKind.PORT_GONE);
    }

    @Test
    void aDeviceThatNobodyUnderstandsIsToldOfAfterSomeListening() {
        EngineBench bench = new EngineBench();
        bench.engine.technical(OXIMETER, AlertKind.UNRECOGNISED, "port", true, bench.now);
        bench.seconds(9);
        assertThat(bench.onsets()).isZero();
        bench.seconds(30);
        assertThat(bench.onsets()).as("and its silence is no news").isOne();
        assertThat(bench.engine.open().getFirst().condition().kind()).isEqualTo(AlertKind.UNRECOGNISED);

        bench.engine.technical(OXIMETER, AlertKind.UNRECOGNISED, "port", false, bench.now);
        bench.engine.silence(OXIMETER, 1_000);
        bench.seconds(2);
        assertThat(bench.engine.open()).noneMatch(open -> open.condition().kind() == AlertKind.UNRECOGNISED);
        assertThat(bench.onsets()).as("silent by the driver's own measure").isEqualTo(2);
    }

    @Test
    void aFloodOfMalformedFramesIsToldOfAndPasses() {
        EngineBench bench = new EngineBench();
        for (int frame = 0; frame <= FloodRule.FRAMES_MAX; frame++) {
            bench.engine.malformed(OXIMETER, bench.now);
        }
        bench.drained();
        assertThat(bench.last().standing().condition().kind()).isEqualTo(AlertKind.MALFORMED_FLOOD);

        for (int second = 0; second < 30; second++) {
            bench.values(97);
        }

        assertThat(bench.engine.open()).isEmpty();
    }

    @Test
    void aConflictOfLimitsIsAnAlertUntilSomebodyDecides() {
        EngineBench bench = new EngineBench().limits(new EffectiveLimits(below(90, 0, 0), List.of(), true));
        assertThat(bench.last().standing().condition().kind()).isEqualTo(AlertKind.LIMITS_CONFLICT);

        bench.limits(new EffectiveLimits(below(90, 0, 0), List.of(), false));

        assertThat(bench.engine.open()).isEmpty();
    }

    @Test
    void anAlertThatNobodyAnswersIsSaidAgain() {
        EngineBench bench = new EngineBench(new AlertPolicy(120_000, 10_000, 0), 1).limits(below(90, 0, 0));
        for (int second = 0; second < 25; second++) {
            bench.values(80);
        }

        assertThat(bench.phases()).containsExactly(AlertPhase.START, AlertPhase.CONTINUE, AlertPhase.CONTINUE);
    }

    @Test
    void nobodyButTheGatewayEndsAnAlert() {
        EngineBench bench = new EngineBench().limits(below(90, 0, 0)).values(80);

        assertThat(bench.decide(new AlertCommand.Reset(bench.last().standing().episode(), NURSE)))
                .isInstanceOf(CommandResult.Outdated.class);

        assertThat(bench.engine.open()).hasSize(1);
    }

    private static Dot hubDot(long seq) {
        return new Dot(Actor.of(new UUID(9, 9), 1), seq);
    }

    private static Author hub() {
        return new Author("A. Berg", "physician", Author.HUB);
    }

    private static AlertFact acknowledged(AlertTransition seen, long epoch) {
        return new AlertFact.Acknowledged(seen.key(), epoch, hub(), seen.atMillis());
    }
}
