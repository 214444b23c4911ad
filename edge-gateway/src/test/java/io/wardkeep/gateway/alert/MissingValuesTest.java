package io.wardkeep.gateway.alert;

import static io.wardkeep.gateway.alert.EngineBench.BED;
import static io.wardkeep.gateway.alert.EngineBench.below;
import static io.wardkeep.gateway.alert.EngineBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.record.AlertEpisode;
import io.wardkeep.ward.record.EndReason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What missing, late and standing values mean to limits. */
class MissingValuesTest {

    private static final DeviceId MONITOR = new DeviceId("monitor-01");

    @Test
    void oneGoodValueBeforeTheDeviceFallsSilentEndsNothing() {
        EngineBench bench = new EngineBench().limits(below(90, 0, 5_000)).values(80, 80, 95);

        bench.seconds(60);

        assertThat(bench.engine.open())
                .filteredOn(open -> open.condition().kind() == AlertKind.LIMIT_LOW)
                .hasSize(1);
        bench.values(95);
        assertThat(bench.engine.open()).as("what was missing was no hold").hasSize(1);
    }

    @Test
    void aLimitThatWasSwitchedOffWhileTheGatewayWasDownAlertsNoMore() {
        EngineBench before = new EngineBench().limits(below(90, 0, 0)).values(80);
        EngineBench after = new EngineBench(2).limits(with(below(90, 0, 0), AlertPriority.MEDIUM, false, false));

        after.engine.restore(before.last().episode(), after.now);
        after.drained();

        assertThat(after.last().standing().ended().orElseThrow().reason()).isEqualTo(EndReason.DISABLED);
        assertThat(after.engine.open()).isEmpty();
    }

    @Test
    void afterARestartGoodValuesOfOneDeviceDoNotEndWhatAnotherRaisedThatIsNotHeardYet() {
        EngineBench before = new EngineBench().limits(below(90, 0, 0)).sample(MONITOR, 80);
        AlertEpisode kept = before.last().episode();
        EngineBench after = new EngineBench(2);
        after.engine.watch(MONITOR, Optional.of(BED), Long.MAX_VALUE, after.now);
        after.limits(below(90, 0, 2_000));
        after.engine.restore(kept, after.now);

        for (int second = 0; second < 60; second++) {
            after.values(97);
        }
        assertThat(after.engine.open()).hasSize(1);

        after.sample(MONITOR, 95).values(97, 97, 97, 97, 97);
        assertThat(after.engine.open()).isEmpty();
    }

    @Test
    void afterARestartADeviceThatIsHeardWithoutTheMetricIsNotWaitedForLong() {
        EngineBench before = new EngineBench().limits(below(90, 0, 0)).values(80);
        AlertEpisode kept = before.last().episode();
        EngineBench after = new EngineBench(2);
        after.engine.watch(MONITOR, Optional.of(BED), 10_000, after.now);
        after.limits(below(90, 0, 2_000));
        after.engine.restore(kept, after.now);

        for (int second = 0; second < 20; second++) {
            after.engine.heard(MONITOR, after.now);
            after.values(97);
        }

        assertThat(after.engine.open()).isEmpty();
    }

    @Test
    void changedLimitsAreAppliedToTheValueThatStands() {
        EngineBench bench = new EngineBench().limits(below(90, 0, 0)).values(92);

        bench.limits(below(95, 0, 0));
        assertThat(bench.last().standing().limit()).contains(Decimal.of(95));
        assertThat(bench.last().standing().value()).contains(Decimal.of(92));

        bench.limits(below(90, 0, 0));
        assertThat(bench.engine.open()).isEmpty();
    }

    @Test
    void limitsThatAreSetForTheFirstTimeAreAppliedToTheValueThatStands() {
        EngineBench bench = new EngineBench().values(85);

        bench.limits(below(90, 0, 0));

        assertThat(bench.onsets()).isOne();
    }

    @Test
    void changedLimitsAreNotAppliedToAValueThatIsTooOldOrWithdrawn() {
        EngineBench old = new EngineBench().limits(below(90, 0, 0)).values(92, 92);
        old.seconds(9);
        old.limits(below(95, 0, 0));
        assertThat(old.onsets()).isZero();

        EngineBench withdrawn =
                new EngineBench().limits(below(90, 0, 0)).values(92).missing();
        withdrawn.limits(below(95, 0, 0));
        assertThat(withdrawn.onsets()).isZero();

        EngineBench another = new EngineBench().limits(below(90, 0, 0)).values(92);
        another.engine.unassigned(BED, another.now);
        another.limits(below(95, 0, 0));
        assertThat(another.onsets()).as("the patient has left").isZero();
    }
}
