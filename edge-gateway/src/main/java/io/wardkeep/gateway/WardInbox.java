package io.wardkeep.gateway;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.gateway.port.Delivery;
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

    /** Of that room what devices may take that say of an alarm now or never; the rest is for the gateway's own news. */
    static final int ALARMS_MAX = RARE_MAX / 2;

    private final ConcurrentLinkedQueue<WardEvent> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean parked = new AtomicBoolean();
    private volatile Runnable waker = () -> {};

    /** Takes an event unless the ward is busier than it can bear; false says that it was not taken. */
    boolean offerOrRefuse(WardEvent event) {
        if (size.incrementAndGet() > most(event)) {
            size.decrementAndGet();
            return false;
        }
        events.add(event);
        if (parked.get()) {
            waker.run();
        }
        return true;
    }

    private static int most(WardEvent event) {
        return switch (event) {
            case WardEvent.Heard(Delivery delivery) ->
                !delivery.senderWaits() && saysAlarm(delivery) ? DELIVERIES_MAX + ALARMS_MAX : DELIVERIES_MAX;
            case WardEvent.Proposed _ -> DELIVERIES_MAX;
            case WardEvent.PortChanged _,
                    WardEvent.Recognised _,
                    WardEvent.Joined _,
                    WardEvent.Stated _,
                    WardEvent.Asked _ -> DELIVERIES_MAX + RARE_MAX;
        };
    }

    /** Does it say that something about the device or its patient began or ended? No value says it again. */
    static boolean saysAlarm(Delivery delivery) {
        for (DriverEvent event : delivery.events()) {
            if (event instanceof DriverEvent.DeviceAlert || event instanceof DriverEvent.Technical) {
                return true;
            }
        }
        return false;
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
