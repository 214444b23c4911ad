package io.wardkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardkeep.driver.list.Drivers;
import io.wardkeep.simulator.monitor.MqttTarget;
import io.wardkeep.simulator.patient.Script;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WardPlanTest {

    @Test
    void aSmallWardIsTwoOximetersAndAMonitorInTurn() {
        WardPlan plan = plan(6, WardPlan.FEW, 0);
        assertThat(plan.portLines())
                .startsWith(
                        "  - {name: ox-01, bed: 7A-01, driver: nonin-oem3, serial: {path: /tmp/7A/ox-01, baud: 9600")
                .contains("driver: masimo-ascii1")
                .doesNotContain("tcp");
        assertThat(plan.publisherLines()).isEqualTo("    monitor-03: {bed: 7A-03}\n    monitor-06: {bed: 7A-06}\n");
    }

    @Test
    void aBigWardHasEveryProtocolOnEveryWayThatItHas() {
        WardPlan plan = plan(64, WardPlan.all(), 4_001);
        assertThat(plan.places()).extracting(WardPlan.Place::driver).containsAll(WardPlan.all());
        assertThat(plan.places()).extracting(place -> place.device().name()).doesNotHaveDuplicates();
        assertThat(plan.places())
                .extracting(WardPlan.Place::spot)
                .filteredOn(Spot.Server.class::isInstance)
                .isNotEmpty();
        assertThat(plan.places())
                .extracting(WardPlan.Place::spot)
                .filteredOn(Spot.Cable.class::isInstance)
                .isNotEmpty();
    }

    @Test
    void whatPublishesInAnotherFormatIsConfiguredSo() {
        assertThat(plan(2, List.of("senml", "wardkeep-json"), 0).publisherLines())
                .isEqualTo("    bridge-01: {bed: 7A-01, format: senml}\n    monitor-02: {bed: 7A-02}\n");
    }

    @Test
    void whatIsConfiguredByItsOwnNameIsNoPartOfAWard() {
        for (String loner : List.of("hl7", "sparkplug")) {
            assertThat(WardPlan.all()).doesNotContain(loner);
            assertThatThrownBy(() -> plan(2, List.of("nonin-oem3", loner), 0)).hasMessageContaining(loner);
        }
    }

    @Test
    void everySimulatedProtocolHasADriver() {
        assertThat(WardPlan.all()).allMatch(protocol -> Drivers.named(protocol).isPresent());
    }

    @Test
    void withoutAnEndpointNobodyPublishes() {
        assertThat(new WardPlan("7A", 6, WardPlan.FEW, Optional.empty(), Path.of("/tmp/7A"), 0, Script.QUIET, 1)
                        .publisherLines())
                .isEmpty();
        assertThatThrownBy(() -> new WardPlan(
                        "7A", 6, List.of("wardkeep-json"), Optional.empty(), Path.of("/tmp"), 0, Script.QUIET, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static WardPlan plan(int beds, List<String> protocols, int networkPort) {
        return new WardPlan(
                "7A",
                beds,
                protocols,
                Optional.of(MqttTarget.parse("127.0.0.1:1883")),
                Path.of("/tmp/7A"),
                networkPort,
                Script.QUIET,
                1);
    }
}
