package io.wardkeep.ward.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertTextTest {

    private static final BedId BED = new BedId("7A-02");
    private static final DeviceId DEVICE = new DeviceId("ox-01");

    @Test
    void markersTellClassAndPriority() {
        assertThat(AlertText.marker(true, AlertPriority.HIGH)).isEqualTo("***");
        assertThat(AlertText.marker(true, AlertPriority.MEDIUM)).isEqualTo("**");
        assertThat(AlertText.marker(true, AlertPriority.LOW)).isEqualTo("*");
        assertThat(AlertText.marker(false, AlertPriority.HIGH)).isEqualTo("!!!");
        assertThat(AlertText.marker(false, AlertPriority.MEDIUM)).isEqualTo("!!");
        assertThat(AlertText.marker(false, AlertPriority.LOW)).isEqualTo("!");
    }

    @Test
    void aLimitSaysWhatIsViolatedAndByHowMuch() {
        assertThat(limit(150456, AlertKind.LIMIT_LOW, "82", "90")).isEqualTo("SpO₂ 82 < 90");
        assertThat(limit(147842, AlertKind.LIMIT_HIGH, "131", "120")).isEqualTo("HR 131 > 120");
        assertThat(limit(150364, AlertKind.LIMIT_HIGH, "39.4", "39.0")).isEqualTo("Temp 39.4 > 39.0");
    }

    @Test
    void technicalConditionsNameTheirDevice() {
        assertThat(text(ConditionKey.device(BED, DEVICE, AlertKind.SILENCE))).isEqualTo("No data from ox-01");
        assertThat(text(ConditionKey.device(BED, DEVICE, AlertKind.PORT_GONE))).isEqualTo("Port ox-01 gone");
        assertThat(text(ConditionKey.device(BED, DEVICE, AlertKind.UNRECOGNISED)))
                .isEqualTo("Device at ox-01 not recognised");
        assertThat(text(new ConditionKey(Optional.of(BED), Optional.of(DEVICE), 150456, AlertKind.SENSOR_OFF)))
                .isEqualTo("SpO₂ probe off");
        assertThat(text(ConditionKey.device(BED, DEVICE, AlertKind.SENSOR_OFF))).isEqualTo("Sensor off at ox-01");
    }

    @Test
    void everyKindHasAText() {
        for (AlertKind kind : AlertKind.values()) {
            assertThat(text(ConditionKey.limit(BED, 150456, kind)))
                    .as(kind.name())
                    .isNotBlank();
            assertThat(text(ConditionKey.gateway(kind)))
                    .as(kind.name())
                    .isNotBlank()
                    .isEqualTo(text(ConditionKey.gateway(kind)).strip());
        }
    }

    @Test
    void aDevicesOwnAlarmIsCalledAsTheDeviceCallsIt() {
        ConditionKey condition = ConditionKey.device(BED, new DeviceId("vent-01"), AlertKind.DEVICE_PHYSIOLOGICAL);

        assertThat(AlertText.of(condition, Optional.empty(), Optional.empty(), Optional.of("apnoea")))
                .isEqualTo("Device alarm apnoea from vent-01");
    }

    @Test
    void anUnknownMetricIsShownByItsNumber() {
        assertThat(limit(999_999, AlertKind.LIMIT_LOW, "1", "2")).isEqualTo("MDC 999999 1 < 2");
    }

    private static String limit(int code, AlertKind kind, String value, String limit) {
        return AlertText.of(
                ConditionKey.limit(BED, code, kind),
                Optional.of(Decimal.parse(value)),
                Optional.of(Decimal.parse(limit)),
                Optional.empty());
    }

    private static String text(ConditionKey condition) {
        return AlertText.of(condition, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
