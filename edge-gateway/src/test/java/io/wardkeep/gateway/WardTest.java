package io.wardkeep.gateway;

import static io.wardkeep.gateway.WardBench.BED;
import static io.wardkeep.gateway.WardBench.MONITOR;
import static io.wardkeep.gateway.WardBench.OTHER_BED;
import static io.wardkeep.gateway.WardBench.OXIMETER;
import static io.wardkeep.gateway.WardBench.placed;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.record.AlertStanding;
import org.junit.jupiter.api.Test;

class WardTest {

    private final WardBench bench = new WardBench();

    @Test
    void aBedThatIsTakenAwayWhileItsDeviceIsGoneDoesNotKeepTheGatewayFromStarting() {
        Ward before = bench.start(placed(MONITOR, BED, 1), placed(OXIMETER, OTHER_BED, 2));
        bench.port(before, OXIMETER, OTHER_BED, false);
        assertThat(before.engine.open()).anyMatch(open -> open.condition().kind() == AlertKind.PORT_GONE);

        Ward after = bench.start(placed(MONITOR, BED, 1));

        assertThat(after.engine.open()).noneMatch(open -> open.condition().kind() == AlertKind.PORT_GONE);
        assertThat(bench.signals.getLast().alert().state()).isEqualTo(AlertStanding.State.ENDED);
    }
}
