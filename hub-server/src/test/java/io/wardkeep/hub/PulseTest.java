package io.wardkeep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulseTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicLong store = new AtomicLong();
    private final AtomicLong view = new AtomicLong();
    private final AtomicBoolean recovering = new AtomicBoolean();
    private final Pulse pulse =
            new Pulse(List.of(new Pulse.Part(store::get, recovering::get), Pulse.Part.of(view::get)), now::get);

    @Test
    void stopsWhenOneLoopStandsStillAndBeginsAgainWithIt() {
        assertThat(pulse.beats()).isTrue();
        now.addAndGet(Pulse.STANDSTILL_MILLIS_MAX);
        view.incrementAndGet();
        assertThat(pulse.beats()).isFalse();
        store.incrementAndGet();
        assertThat(pulse.beats()).isTrue();
    }

    @Test
    void goesOnWhileALoopWaitsForItsDatabase() {
        assertThat(pulse.beats()).isTrue();
        recovering.set(true);
        now.addAndGet(Pulse.STANDSTILL_MILLIS_MAX);
        view.incrementAndGet();
        assertThat(pulse.beats()).isTrue();
        recovering.set(false);
        now.addAndGet(Pulse.STANDSTILL_MILLIS_MAX);
        view.incrementAndGet();
        assertThat(pulse.beats()).isFalse();
    }
}
