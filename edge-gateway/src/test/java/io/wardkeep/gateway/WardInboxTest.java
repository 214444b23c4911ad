package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.gateway.port.Delivery;
import io.wardkeep.gateway.port.Receipt;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.DeviceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WardInboxTest {

    private static final WardEvent HEARD = heard(new DriverEvent.Malformed("checksum", 5));
    private static final WardEvent RARE = new WardEvent.Stated(ConditionKey.gateway(AlertKind.JOURNAL_TROUBLE), true);

    private final WardInbox inbox = new WardInbox();

    @Test
    void givesEventsInTheOrderInWhichTheyCame() {
        inbox.offerOrRefuse(HEARD);
        inbox.offerOrRefuse(RARE);

        assertThat(inbox.poll()).contains(HEARD);
        assertThat(inbox.poll()).contains(RARE);
        assertThat(inbox.poll()).isEmpty();
    }

    @Test
    void refusesDeliveriesBeforeWhatIsRareHasNoRoom() {
        for (int event = 0; event < WardInbox.DELIVERIES_MAX; event++) {
            assertThat(inbox.offerOrRefuse(HEARD)).isTrue();
        }

        assertThat(inbox.offerOrRefuse(HEARD)).isFalse();
        assertThat(inbox.offerOrRefuse(RARE)).isTrue();
    }

    @Test
    void takesADevicesAlarmWhereReadingsHaveNoRoomAndLeavesSomeForTheGateway() {
        WardEvent alarm = heard(new DriverEvent.DeviceAlert("apnoea", 0, AlertPriority.HIGH, true, true));
        WardEvent sensor = heard(new DriverEvent.Technical(TechnicalCondition.SENSOR_OFF, true));
        for (int event = 0; event < WardInbox.DELIVERIES_MAX; event++) {
            inbox.offerOrRefuse(HEARD);
        }

        assertThat(inbox.offerOrRefuse(alarm)).isTrue();
        assertThat(inbox.offerOrRefuse(sensor)).isTrue();
        for (int event = 2; event < WardInbox.ALARMS_MAX; event++) {
            assertThat(inbox.offerOrRefuse(alarm)).isTrue();
        }
        assertThat(inbox.offerOrRefuse(alarm)).isFalse();
        assertThat(inbox.offerOrRefuse(RARE)).isTrue();
    }

    private static WardEvent heard(DriverEvent event) {
        return new WardEvent.Heard(new Delivery(
                new DeviceId("ox-01"), Optional.empty(), List.of(event), 0, 0, Optional.empty(), Receipt.IGNORED));
    }

    @Test
    void saysLoudlyThatTheWardStandsStill() {
        for (int event = 0; event < WardInbox.DELIVERIES_MAX + WardInbox.RARE_MAX; event++) {
            inbox.addOrFail(RARE);
        }

        assertThatThrownBy(() -> inbox.addOrFail(RARE)).isInstanceOf(IllegalStateException.class);
    }
}
