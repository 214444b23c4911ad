package io.wardkeep.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.law.Laws;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HybridClockTest {

    private static final long BOUND = 1_000;

    private final AtomicLong physical = new AtomicLong(10_000);
    private final HybridClock clock = new HybridClock(physical::get, BOUND, new HybridTimestamp(0));

    @Test
    void followsPhysicalTime() {
        assertThat(clock.next()).isEqualTo(HybridTimestamp.of(10_000, 0));
        physical.set(10_005);
        assertThat(clock.next()).isEqualTo(HybridTimestamp.of(10_005, 0));
    }

    @Test
    void countsWithinOneMillisecond() {
        clock.next();
        assertThat(clock.next()).isEqualTo(HybridTimestamp.of(10_000, 1));
    }

    @Test
    void goesOnWhenPhysicalTimeJumpsBack() {
        HybridTimestamp before = clock.next();
        physical.set(1);
        assertThat(clock.next()).isGreaterThan(before);
    }

    @Test
    void overflowOfTheCounterCarriesIntoTheMilliseconds() {
        HybridClock full = new HybridClock(physical::get, BOUND, HybridTimestamp.of(10_000, 0xFFFF));
        assertThat(full.next()).isEqualTo(HybridTimestamp.of(10_001, 0));
    }

    @Test
    void isAfterWhatItHeard() {
        HybridTimestamp remote = HybridTimestamp.of(10_900, 7);
        assertThat(clock.hear(remote)).isTrue();
        assertThat(clock.next()).isGreaterThan(remote);
    }

    @Test
    void doesNotAdoptARemoteTimeBeyondTheBound() {
        assertThat(clock.hear(HybridTimestamp.of(11_001, 0))).isFalse();
        assertThat(clock.next()).isEqualTo(HybridTimestamp.of(10_000, 0));
    }

    @Test
    void neverRepeatsNorGoesBackWhateverHappens() {
        Laws.hold(choices -> {
            AtomicLong wall = new AtomicLong(5_000);
            HybridClock hybrid = new HybridClock(wall::get, BOUND, new HybridTimestamp(0));
            HybridTimestamp last = new HybridTimestamp(0);
            for (int step = choices.below(20); step > 0; step--) {
                switch (choices.below(3)) {
                    case 0 -> wall.set(choices.below(20_000));
                    case 1 -> hybrid.hear(HybridTimestamp.of(choices.below(20_000), choices.below(0x10000)));
                    default -> {
                        HybridTimestamp next = hybrid.next();
                        assertThat(next).isGreaterThan(last);
                        last = next;
                    }
                }
            }
        });
    }
}
