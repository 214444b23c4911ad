package io.wardkeep.gateway;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The way to the ward's loop from any thread: many writers, one reader, bounded. Nobody who writes waits; the reader
 * parks and is unparked by the first writer.
 */
final class WardInbox {

    /** Most deliveries that wait: a second of a very busy ward. */
    static final int DELIVERIES_MAX = 32_768;

    /** Room beyond that for what is rare and must not be turned away by readings. */
    static final int RARE_MAX = 4_096;

    private final ConcurrentLinkedQueue<WardEvent> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean parked = new AtomicBoolean();
    private volatile Runnable waker = () -> {};

    /** Takes an event unless the ward is busier than it can bear; false says that it was not taken. */
    boolean offerOrRefuse(WardEvent event) {
        boolean isRare = !(event instanceof WardEvent.Heard || event instanceof WardEvent.Proposed);
        int most = isRare ? DELIVERIES_MAX + RARE_MAX : DELIVERIES_MAX;
        if (size.incrementAndGet() > most) {
            size.decrementAndGet();
            return false;
        }
        events.add(event);
        if (parked.get()) {
            waker.run();
        }
        return true;
    }

    /**
     * Takes what the ward's state would be wrong without.
     *
     * @throws IllegalStateException when there is no room: the ward has stood still for seconds, and only a restart,
     *     which reads everything from the journal, makes it right
     */
    void addOrFail(WardEvent event) {
        if (!offerOrRefuse(event)) {
            throw new IllegalStateException("the ward's loop has fallen " + size.get() + " events behind");
        }
    }

    /** How the reader is woken. Once, before it first waits. */
    void wakeWith(Runnable wakes) {
        waker = wakes;
    }

    /** The next event, if one is here. */
    Optional<WardEvent> poll() {
        WardEvent next = events.poll();
        if (next == null) {
            return Optional.empty();
        }
        size.decrementAndGet();
        return Optional.of(next);
    }

    /** Waits until an event is here, at most {@code nanos}. May return early. */
    void await(long nanos) {
        parked.set(true);
        if (events.isEmpty()) {
            LockSupport.parkNanos(this, nanos);
        }
        parked.set(false);
    }

    /** Wakes the reader. */
    void wake() {
        waker.run();
    }

    /** How many events wait. */
    int size() {
        return size.get();
    }
}
