package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DurabilityPointTest {

    private final AtomicInteger ran = new AtomicInteger();

    @Test
    void nobodyRunsBeforeThePointIsReachedAndEverybodyOnceThen() {
        DurabilityPoint point = new DurabilityPoint();
        point.then(List.of(ran::incrementAndGet, ran::incrementAndGet));
        point.then(List.of(ran::incrementAndGet));
        assertThat(ran).hasValue(0);

        point.reach();
        assertThat(ran).hasValue(3);
        point.reach();
        assertThat(ran).hasValue(3);
    }

    @Test
    void whoComesLateRunsAtOnce() {
        DurabilityPoint.reached().then(List.of(ran::incrementAndGet));
        assertThat(ran).hasValue(1);
    }

    @Test
    void whoIsAddedWhileThePointIsReachedRunsOnce() throws InterruptedException {
        int rounds = 2_000;
        for (int round = 0; round < rounds; round++) {
            DurabilityPoint point = new DurabilityPoint();
            CountDownLatch go = new CountDownLatch(1);
            Thread store = Thread.ofPlatform().start(() -> {
                awaitUninterrupted(go);
                point.reach();
            });
            go.countDown();
            point.then(List.of(ran::incrementAndGet));
            store.join();
        }
        assertThat(ran).hasValue(rounds);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unwanted) {
            throw new AssertionError(unwanted);
        }
    }
}
