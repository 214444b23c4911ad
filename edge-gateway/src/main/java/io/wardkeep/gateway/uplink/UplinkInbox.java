package io.wardkeep.gateway.uplink;

import io.wardkeep.sync.Delta;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The only way to the uplink's thread. Bounded: whoever makes events must cope with what its method's name says. */
final class UplinkInbox {

    private static final int EVENTS_MAX = 16_384;

    private final BlockingQueue<UplinkEvent> events = new ArrayBlockingQueue<>(EVENTS_MAX);
    private final AtomicBoolean overflown = new AtomicBoolean();

    /**
     * Adds an event of a connection; when there is no room the connection is to be given up, since a session that
     * missed an event is worth nothing, and a new one computes again what is missing.
     */
    void addOrGiveUpConnection(UplinkEvent event) {
        if (!events.offer(event)) {
            overflown.set(true);
        }
    }

    /** Like {@link #addOrGiveUpConnection}, for what becomes durable. */
    void addOrGiveUpConnection(Delta delta) {
        addOrGiveUpConnection(new UplinkEvent.Durable(delta));
    }

    /** Did an event find no room since the last call? */
    boolean takeOverflown() {
        return overflown.getAndSet(false);
    }

    /** The next event, or nothing after a while. */
    Optional<UplinkEvent> next(long waitMillis) throws InterruptedException {
        return Optional.ofNullable(events.poll(waitMillis, TimeUnit.MILLISECONDS));
    }
}
