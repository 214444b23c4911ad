package io.wardkeep.gateway.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.ward.DeviceId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceRuleTest {

    @ParameterizedTest
    @CsvSource({
        // An oximeter, a monitor that is asked every five seconds, senders that report seldom, a cuff.
        "3000, 3000",
        "15000, 10000",
        "30000, 30000",
        "180000, 180000",
        "9223372036854775807, 9223372036854775807"
    })
    void aDeviceIsSilentAfterThreeOfItsIntervalsOrTenSecondsUnlessItSpeaksLessOften(long told, long delay) {
        assertThat(SilenceRule.of(Optional.empty(), new DeviceId("ox-01"), told).delayMillis())
                .isEqualTo(delay);
    }
}
