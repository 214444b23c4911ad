package io.wardkeep.simulation;

import java.util.PriorityQueue;

/** The time of a run, and what is due when. What is due at one time happens in the order in which it was asked for. */
final class Clock {

    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>(256);
    private long now;
    private long order;

    /** Milliseconds since the start. */
    long now() {
        return now;
    }

    void after(long delayMillis, Runnable action) {
        at(now + delayMillis, action);
    }

    void at(long when, Runnable action) {
        events.add(new Event(Math.max(now, when), order++, action));
    }

    /** Lets time pass until {@code until}. */
    void runUntil(long until) {
        while (!events.isEmpty() && events.peek().at() <= until) {
            Event event = events.remove();
            now = event.at();
            event.action().run();
        }
        now = until;
    }
}
