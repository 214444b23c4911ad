package io.wardkeep.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BedLooksTest {

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final BedLooks looks = new BedLooks(() -> Instant.ofEpochMilli(now.get()));

    @Test
    void aPageThatStaysOpenIsOneLookInAQuarterOfAnHour() {
        assertThat(looks.isNews("a", "7A", "7A-01")).isTrue();
        now.addAndGet(BedLooks.LOOK_MILLIS - 1);
        assertThat(looks.isNews("a", "7A", "7A-01")).isFalse();
        now.addAndGet(1);
        assertThat(looks.isNews("a", "7A", "7A-01")).isTrue();
    }

    @Test
    void anotherSessionAndAnotherBedAreLooksOfTheirOwn() {
        assertThat(looks.isNews("a", "7A", "7A-01")).isTrue();
        assertThat(looks.isNews("b", "7A", "7A-01")).isTrue();
        assertThat(looks.isNews("a", "7A", "7A-02")).isTrue();
    }
}
