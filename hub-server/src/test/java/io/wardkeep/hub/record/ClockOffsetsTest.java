package io.wardkeep.hub.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.hub.record.ClockOffsets.Sample;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClockOffsetsTest {

    private static final UUID SITE = new UUID(1, 1);
    private static final UUID OTHER = new UUID(2, 2);

    @Test
    void withoutAMeasurementATimeIsWhatItIs() {
        assertThat(ClockOffsets.of(List.of(new Sample(OTHER, 1_000, 50))).hubMillis(SITE, 5_000))
                .isEqualTo(5_000);
    }

    @Test
    void beforeTheFirstAndAfterTheLastTheClockWasAsThen() {
        ClockOffsets clocks = ClockOffsets.of(List.of(new Sample(SITE, 10_000, 400), new Sample(SITE, 20_000, -100)));

        assertThat(clocks.hubMillis(SITE, 1_000)).isEqualTo(600);
        assertThat(clocks.hubMillis(SITE, 90_000)).isEqualTo(90_100);
        assertThat(clocks.largestMillis()).isEqualTo(400);
    }

    @Test
    void overAnOutageItDriftsEvenly() {
        ClockOffsets clocks = ClockOffsets.of(List.of(new Sample(SITE, 100_000, 0), new Sample(SITE, 200_000, 10_000)));

        assertThat(clocks.offsetMillis(SITE, 100_000)).isZero();
        assertThat(clocks.offsetMillis(SITE, 155_000)).isEqualTo(5_000);
        assertThat(clocks.hubMillis(SITE, 155_000)).isEqualTo(150_000);
        assertThat(clocks.offsetMillis(SITE, 210_000)).isEqualTo(10_000);
    }
}
