package io.wardkeep.gateway.alert;

import static io.wardkeep.gateway.alert.EngineBench.NURSE;
import static io.wardkeep.gateway.alert.EngineBench.OXIMETER;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.record.AlertEpisode;
import io.wardkeep.ward.record.AlertStanding;
import org.junit.jupiter.api.Test;

/** A device's own alarms, which it names and the engine does not judge. */
class DeviceAlarmsTest {

    @Test
    void aDevicesOwnAlarmIsPassedOnWithItsPriority() {
        EngineBench bench = new EngineBench();
        bench.engine.alarmed(OXIMETER, "desat", 0, AlertPriority.MEDIUM, true, true, bench.now);
        bench.drained();
        assertThat(bench.last().standing().priority()).isEqualTo(AlertPriority.MEDIUM);
        bench.decide(bench.acknowledge(1));

        bench.engine.alarmed(OXIMETER, "desat", 0, AlertPriority.HIGH, true, true, bench.now);
        bench.drained();
        assertThat(bench.last().state()).isEqualTo(AlertState.ACTIVE_UNACK);
        assertThat(bench.last().standing().priority()).isEqualTo(AlertPriority.HIGH);

        bench.engine.alarmed(OXIMETER, "desat", 0, AlertPriority.HIGH, true, false, bench.now);
        bench.seconds(1);
        assertThat(bench.engine.open()).isEmpty();
    }

    @Test
    void aDevicesFurtherAlarmSoundsWhileAnotherOfTheSameCodeIsAcknowledged() {
        EngineBench bench = new EngineBench().own("leak", true);
        bench.decide(bench.acknowledge(1));
        bench.own("leak", true);
        assertThat(bench.last().audible()).as("nothing new was said").isFalse();

        bench.own("apnoea", true);

        assertThat(bench.last().state()).isEqualTo(AlertState.ACTIVE_UNACK);
        assertThat(bench.last().audible()).isTrue();
        assertThat(bench.last().standing().epoch()).isEqualTo(2);
        assertThat(bench.last().standing().cause()).contains("apnoea");
        assertThat(bench.decide(bench.acknowledge(1))).isInstanceOf(CommandResult.Outdated.class);
        bench.own("leak", false);
        assertThat(bench.engine.open()).hasSize(1);
        bench.own("apnoea", false);
        assertThat(bench.engine.open()).isEmpty();
    }

    @Test
    void aPauseOfOneAlarmDoesNotCoverTheNext() {
        EngineBench bench = new EngineBench().own("leak", true);
        bench.decide(new AlertCommand.Pause(bench.last().standing().episode(), 1, 60_000, NURSE));

        bench.own("apnoea", true);

        assertThat(bench.last().audible()).isTrue();
    }

    @Test
    void aDevicesFaultThatFlickersIsNotNewsEachTime() {
        EngineBench bench = new EngineBench();
        bench.fault("filter", true).fault("signal", true).seconds(3);
        long epoch = bench.last().standing().epoch();
        for (int time = 0; time < 5; time++) {
            bench.fault("signal", false).seconds(1);
            bench.fault("signal", true).seconds(1);
        }

        assertThat(epoch).as("each of the two asked for attention").isEqualTo(2);
        assertThat(bench.engine.open())
                .filteredOn(open -> open.condition().kind() == AlertKind.DEVICE_TECHNICAL)
                .singleElement()
                .extracting(AlertStanding::epoch)
                .isEqualTo(epoch);
    }

    @Test
    void whatADeviceHadOnEndsWhenItIsHeardWithoutItOnceTheLineIsBack() {
        EngineBench bench = new EngineBench().own("leak", true);
        bench.engine.reopened(OXIMETER, bench.now);
        bench.seconds(60);
        assertThat(bench.engine.open())
                .as("not heard")
                .anyMatch(open -> open.condition().kind() == AlertKind.DEVICE_PHYSIOLOGICAL);

        for (int second = 0; second < 17; second++) {
            bench.values(97);
        }

        assertThat(bench.engine.open()).isEmpty();
    }

    @Test
    void whatADeviceSaysAgainOnceTheLineIsBackIsNews() {
        EngineBench bench = new EngineBench().own("leak", true);
        bench.decide(bench.acknowledge(1));

        bench.engine.reopened(OXIMETER, bench.now);
        bench.own("leak", true);

        assertThat(bench.last().audible()).isTrue();
        for (int second = 0; second < 20; second++) {
            bench.values(97);
        }
        assertThat(bench.engine.open()).hasSize(1);
    }

    @Test
    void aSensorThatWasOffBeforeTheLineCameBackIsNotOffForEver() {
        EngineBench bench = new EngineBench();
        bench.engine.technical(OXIMETER, AlertKind.SENSOR_OFF, "SENSOR_OFF", true, bench.now);
        for (int second = 0; second < 3; second++) {
            bench.values(97);
        }
        assertThat(bench.engine.open()).hasSize(1);

        bench.engine.reopened(OXIMETER, bench.now);
        for (int second = 0; second < 18; second++) {
            bench.values(97);
        }

        assertThat(bench.engine.open()).isEmpty();
    }

    @Test
    void alarmsBeyondThoseThatAreToldApartAreSignalledAndCounted() {
        EngineBench bench = new EngineBench();
        for (int alarm = 0; alarm < DeviceWatch.OWN_ALARMS_MAX; alarm++) {
            bench.own("alarm-" + alarm, true);
        }
        bench.decide(bench.acknowledge(bench.last().standing().epoch()));

        assertThat(bench.engine.alarmed(OXIMETER, "one more", 0, AlertPriority.MEDIUM, true, true, bench.now))
                .isFalse();
        bench.drained();

        assertThat(bench.last().audible()).isTrue();
        for (int alarm = 0; alarm < DeviceWatch.OWN_ALARMS_MAX; alarm++) {
            bench.own("alarm-" + alarm, false);
        }
        assertThat(bench.engine.open()).as("the one more may be on").hasSize(1);
        for (int second = 0; second < 17; second++) {
            bench.values(97);
        }
        assertThat(bench.engine.open()).isEmpty();
    }

    @Test
    void anEndThatIsSaidAfterARestartEndsWhatWasSignalledBefore() {
        AlertEpisode kept =
                new EngineBench().own("leak", true).own("apnoea", true).last().episode();
        EngineBench after = new EngineBench(2);
        after.engine.saysAlarmsOnce(OXIMETER);
        after.engine.restore(kept, after.now);
        for (int second = 0; second < 60; second++) {
            after.values(97);
        }
        assertThat(after.engine.open()).as("nobody said that it is over").hasSize(1);

        after.own("leak", false);
        assertThat(after.engine.open()).as("the other is on").hasSize(1);
        after.own("apnoea", false);
        assertThat(after.engine.open()).isEmpty();
    }

    @Test
    void anEndEndsWhatAFormerReleaseSignalledWithoutAName() {
        EngineBench before = new EngineBench().own("", true);
        EngineBench after = new EngineBench(2);
        after.engine.restore(before.last().episode(), after.now);

        after.own("leak", false);

        assertThat(after.engine.open()).isEmpty();
    }
}
