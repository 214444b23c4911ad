package io.wardkeep.simulator.monitor;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;

/** What the MQTT library's threads say to the loop of a connection. */
final class PublisherInbox {

    /** More than a connection can have in flight, and its few other events. */
    private static final int CAPACITY = 4_096;

    private final ArrayBlockingQueue<Event> events = new ArrayBlockingQueue<>(CAPACITY);

    /** Something happened on a connection; which one is its number, counted from 1. */
    sealed interface Event {

        /** The connection stands. */
        record Connected(long connection) implements Event {}

        /** The connection ended or never stood. */
        record Lost(long connection, String reason) implements Event {}

        /** A message of a topic that was subscribed to. */
        record Arrived(long connection, String topic, ByteBuffer payload) implements Event {}

        /** A message was acknowledged. */
        record Acknowledged(long connection, long id) implements Event {}
    }

    /** Puts an event; throws IllegalStateException when full, which the in-flight window makes impossible. */
    void addOrFail(Event event) {
        events.add(event);
    }

    /** Takes everything that is there. */
    void drain(Consumer<Event> consumer) {
        for (Event event = events.poll(); event != null; event = events.poll()) {
            consumer.accept(event);
        }
    }
}
