package io.wardkeep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.hub.record.ClockOffsets.Sample;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private static final UUID SITE = new UUID(1, 1);
    private static final long NOW = 1_790_000_000_000L;

    private final ClockWatch watch = new ClockWatch();

    @Test
    void theFirstOfALinkIsKeptHoweverSmall() {
        assertThat(measured(3, NOW)).isTrue();
        assertThat(measured(40, NOW + 1_000)).isFalse();
        watch.gone(SITE);
        assertThat(measured(40, NOW + 2_000)).isTrue();
    }

    @Test
    void changesAreKeptAndOneAnHour() {
        assertThat(measured(0, NOW)).isTrue();
        assertThat(measured(-249, NOW + 1_000)).isFalse();
        assertThat(measured(-250, NOW + 2_000)).isTrue();
        assertThat(measured(-250, NOW + 3_601_999)).isFalse();
        assertThat(measured(-250, NOW + 3_602_000)).isTrue();
    }

    @Test
    void whatCouldNotBeKeptIsTriedAgain() {
        assertThat(watch.measured(SITE, 500, NOW)).contains(new Sample(SITE, NOW, 500));
        assertThat(watch.measured(SITE, 500, NOW + 1_000)).contains(new Sample(SITE, NOW + 1_000, 500));
    }

    private boolean measured(long offsetMillis, long nowMillis) {
        var sample = watch.measured(SITE, offsetMillis, nowMillis);
        sample.ifPresent(watch::kept);
        return sample.isPresent();
    }
}
