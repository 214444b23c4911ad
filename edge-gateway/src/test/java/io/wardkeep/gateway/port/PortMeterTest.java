package io.wardkeep.gateway.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortMeterTest {

    private final PortMeter meter =
            new PortMeter(new DeviceId("ox-01"), Optional.empty(), "/dev/ttyUSB0", "nonin-oem3");

    @Test
    void keepsTheNewestNumberOfEachMetric() {
        said(150_456, 97, 1_000);
        said(149_530, 61, 1_000);
        said(150_456, 96, 2_000);

        assertThat(meter.snapshot().latest())
                .extracting(observation -> observation.code() + "=" + observation.value())
                .containsExactly("150456=96", "149530=61");
    }

    @Test
    void aDeviceOfManyMetricsIsBounded() {
        for (int code = 1; code < 1_000; code++) {
            said(code, 1, 1_000);
        }
        assertThat(meter.snapshot().latest()).hasSize(64);
        assertThat(meter.snapshot().readings()).isEqualTo(999);
    }

    @Test
    void tellsThePaceOfTheLastSeconds() {
        assertThat(meter.snapshot().readingsPerSecond()).isZero();
        for (long at = 0; at < 60_000; at += 250) {
            said(150_456, 97, at);
        }
        assertThat(meter.snapshot().readingsPerSecond()).isCloseTo(4, within(1e-9));
        for (long at = 60_000; at < 80_000; at += 1_000) {
            said(150_456, 97, at);
        }
        assertThat(meter.snapshot().readingsPerSecond()).isCloseTo(1, within(1e-9));
        said(150_456, 97, 200_000);
        assertThat(meter.snapshot().readingsPerSecond()).as("after a pause").isZero();
        said(150_456, 97, 1_000);
        assertThat(meter.snapshot().readingsPerSecond())
                .as("the clock went back")
                .isZero();
    }

    @Test
    void remembersWhatTheDeviceSaysThatItIs() {
        meter.counted(new DriverEvent.Identity("OEM III", "77", "1.2"), 1_000);

        assertThat(meter.snapshot().identity()).contains(new DriverEvent.Identity("OEM III", "77", "1.2"));
    }

    private void said(int code, int value, long atMillis) {
        meter.counted(
                new DriverEvent.Measured(Observation.of(code, Decimal.of(value), 262_688, Validity.VALID, atMillis)),
                atMillis);
    }
}
