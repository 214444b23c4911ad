package io.wardkeep.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time stands still unless a test moves it or a hash takes some; a thread is held by a caller that does not return. */
class HashLoopTest {

    private static final PasswordHash HASH = PasswordHash.create("right".toCharArray(), new Random(1), 64, 1);

    private final AtomicLong nanos = new AtomicLong();
    private final CompletableFuture<RuntimeException> broken = new CompletableFuture<>();
    private final AtomicLong hashNanos = new AtomicLong();
    private final HashLoop loop = new HashLoop("test-hash", 1, this::now, new Random(2), broken::complete);
    private final CountDownLatch held = new CountDownLatch(1);

    @AfterEach
    void close() {
        held.countDown();
        loop.close();
        assertThat(broken).isNotDone();
    }

    @Test
    void saysWhetherItIsThePassword() {
        loop.start();
        assertThat(check("right").orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(HashLoop.Answer.RIGHT);
        assertThat(check("wrong").orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(HashLoop.Answer.WRONG);
    }

    @Test
    void isTooBusyAtOnceWhenTooManyWait() {
        List<CompletableFuture<HashLoop.Answer>> waiting = new ArrayList<>();
        for (int index = 0; index < HashLoop.WAITING_MAX; index++) {
            waiting.add(check("right"));
        }
        assertThat(check("right")).isCompletedWithValue(HashLoop.Answer.TOO_BUSY);
        loop.start();
        assertThat(waiting)
                .allSatisfy(each ->
                        assertThat(each.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(HashLoop.Answer.RIGHT));
    }

    @Test
    void isTooBusyAtOnceWhenThoseBeforeWouldTakeTooLong() throws InterruptedException {
        loop.start();
        hold(4_000);
        CompletableFuture<HashLoop.Answer> second = check("right");
        assertThat(second).isNotDone();
        // The first took four seconds; one waits already.
        assertThat(check("right")).isCompletedWithValue(HashLoop.Answer.TOO_BUSY);
    }

    @Test
    void givesUpWhatWaitedTooLong() throws InterruptedException {
        loop.start();
        hold(0);
        CompletableFuture<HashLoop.Answer> late = check("right");
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(HashLoop.WAIT_MILLIS_MAX + 1));
        held.countDown();
        assertThat(late.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(HashLoop.Answer.TOO_BUSY);
    }

    @Test
    void whoWaitsWhenItStopsIsTold() {
        CompletableFuture<HashLoop.Answer> waiting = check("right");
        loop.close();
        assertThat(waiting).isCompletedWithValue(HashLoop.Answer.TOO_BUSY);
        assertThat(check("right")).isCompletedWithValue(HashLoop.Answer.TOO_BUSY);
    }

    /** The loop looks before and after a hash. */
    private long now() {
        return Thread.currentThread().getName().startsWith("test-hash")
                ? nanos.getAndAdd(hashNanos.get())
                : nanos.get();
    }

    /** Leaves the thread with a check that took so long and whose caller does not return. */
    private void hold(long millis) throws InterruptedException {
        hashNanos.set(TimeUnit.MILLISECONDS.toNanos(millis));
        CountDownLatch reached = new CountDownLatch(1);
        loop.checkOrRefuse(HASH, "right".toCharArray(), _ -> {
            reached.countDown();
            awaitRelease();
        });
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private void awaitRelease() {
        try {
            held.await();
        } catch (InterruptedException _) {
            // close() interrupts: the test is over
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<HashLoop.Answer> check(String typed) {
        CompletableFuture<HashLoop.Answer> answer = new CompletableFuture<>();
        loop.checkOrRefuse(HASH, typed.toCharArray(), answer::complete);
        return answer;
    }
}
