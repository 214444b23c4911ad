package io.wardkeep.gateway.page;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands until it is told to go on. */
final class TestClock implements InstantSource {

    private final AtomicLong millis = new AtomicLong(1_790_000_000_000L);

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
    }

    void pass(long duration) {
        millis.addAndGet(duration);
    }
}
