package io.wardkeep.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private static final String USER = "jlind";
    private static final String ADDRESS = "10.0.0.7";

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final LoginThrottle throttle = new LoginThrottle(() -> Instant.ofEpochMilli(now.get()));

    @Test
    void ofManyTriesAtOnceNoMoreAreLookedAtThanOfManyInARow() {
        for (int index = 0; index < LoginThrottle.WRONG_TRIES_MAX; index++) {
            assertThat(throttle.isCrowded(USER, ADDRESS)).isFalse();
            throttle.begin(USER, ADDRESS);
        }
        assertThat(throttle.isCrowded(USER, ADDRESS)).isTrue();
        throttle.right(USER, ADDRESS);
        assertThat(throttle.isCrowded(USER, ADDRESS)).isFalse();
    }

    @Test
    void whoHasWaitedMayTryOnceAndNotManyTimesAtOnce() {
        for (int index = 0; index < LoginThrottle.WRONG_TRIES_MAX; index++) {
            fail(USER);
        }
        now.addAndGet(throttle.waitMillis(USER, ADDRESS));
        assertThat(throttle.waitMillis(USER, ADDRESS)).isZero();
        assertThat(throttle.isCrowded(USER, ADDRESS)).isFalse();

        throttle.begin(USER, ADDRESS);

        assertThat(throttle.isCrowded(USER, ADDRESS)).isTrue();
    }

    @Test
    void aRightTryLeavesNothingOfTheUsersBehind() {
        for (int index = 0; index < LoginThrottle.WRONG_TRIES_MAX - 1; index++) {
            fail(USER);
        }
        throttle.begin(USER, ADDRESS);
        throttle.right(USER, ADDRESS);
        fail(USER);

        assertThat(throttle.waitMillis(USER, ADDRESS)).isZero();
    }

    @Test
    void aTryThatNobodyLookedAtDoesNotCount() {
        for (int index = 0; index < 3 * LoginThrottle.WRONG_TRIES_MAX; index++) {
            throttle.begin(USER, ADDRESS);
            throttle.undecided(USER, ADDRESS);
        }
        assertThat(throttle.waitMillis(USER, ADDRESS)).isZero();
        assertThat(throttle.isCrowded(USER, ADDRESS)).isFalse();
    }

    @Test
    void whoGetsInDoesNotMakeTheWholeWardWaitAgain() {
        for (int index = 0; index < 10 * LoginThrottle.WRONG_TRIES_MAX; index++) {
            fail("user " + index);
        }
        long wait = throttle.waitMillis(USER, ADDRESS);
        assertThat(wait).isPositive();
        now.addAndGet(wait);
        throttle.begin(USER, ADDRESS);
        throttle.right(USER, ADDRESS);

        assertThat(throttle.waitMillis("another", ADDRESS)).isZero();
    }

    private void fail(String user) {
        throttle.begin(user, ADDRESS);
        throttle.wrong(user, ADDRESS);
    }
}
