package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.gateway.health.GatewayMeter;
import io.wardkeep.gateway.journal.JournalBounds;
import io.wardkeep.gateway.journal.JournalInbox;
import io.wardkeep.gateway.port.Delivery;
import io.wardkeep.gateway.port.Receipt;
import io.wardkeep.ward.AlertPriority;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortIntakeTest {

    @Test
    void anAlarmThatFindsNoRoomAtAllIsCounted() {
        WardBench bench = new WardBench();
        Ward ward = bench.start(WardBench.placed(WardBench.OXIMETER, WardBench.BED, 1));
        PortIntake intake = new PortIntake(new WardInbox(), List.of(WardBench.OXIMETER));
        Delivery alarm = new Delivery(
                WardBench.OXIMETER,
                Optional.empty(),
                List.of(new DriverEvent.DeviceAlert("apnoea", 0, AlertPriority.HIGH, true, true)),
                0,
                0,
                Optional.empty(),
                Receipt.IGNORED);
        for (int delivery = 0; delivery < WardInbox.DELIVERIES_MAX + WardInbox.ALARMS_MAX + 3; delivery++) {
            intake.delivered(alarm);
        }

        intake.declare(ward, new JournalInbox(JournalBounds.ORDINARY));

        assertThat(bench.registry
                        .counter(
                                GatewayMeter.VALUES_REFUSED.meterName(),
                                "port",
                                WardBench.OXIMETER.name(),
                                "reason",
                                "alarm-lost-in-overload")
                        .count())
                .isEqualTo(3);
    }
}
