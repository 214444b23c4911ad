package io.wardkeep.gateway.port;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoubtTest {

    private final Doubt doubt = new Doubt();

    @Test
    void readingsKeepADriverBelieved() {
        for (int second = 0; second < 300; second++) {
            assertThat(doubt.grows(second * 100L, second / 20, second * 1_000L)).isFalse();
        }
    }

    @Test
    void bytesWithoutAReadingDoNotForLong() {
        long at = 0;
        assertThat(doubt.grows(100, 5, at)).isFalse();
        for (long bytes = 110; at < Doubt.MILLIS_MAX - 1_000; bytes += 10) {
            at += 1_000;
            assertThat(doubt.grows(bytes, 5, at)).isFalse();
        }
        assertThat(doubt.grows(900, 5, Doubt.MILLIS_MAX + 1_000)).isTrue();
    }

    @Test
    void silenceIsNoOtherDevice() {
        assertThat(doubt.grows(100, 5, 0)).isFalse();
        assertThat(doubt.grows(100, 5, 3_600_000)).isFalse();
        assertThat(doubt.grows(150, 5, 3_600_100)).as("it has just begun").isFalse();
    }
}
