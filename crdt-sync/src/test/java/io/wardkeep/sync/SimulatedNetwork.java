package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/** Time, and links that delay, cut and double; everything in one thread from one seed. */
final class SimulatedNetwork {

    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** One end of a connection. */
    final class End {
        final SimulatedReplica replica;
        final SyncSession session;
        private final Link link;
        private DurableListener listener = _ -> {};
        private long lastArrival;

        private End(SimulatedReplica replica, Link link) {
            this.replica = replica;
            this.link = link;
            session = replica.session();
        }

        private void step(SyncInput input) {
            if (link.isCut) {
                return;
            }
            SyncOutcome outcome = session.step(input, time());
            for (StoreRequest request : outcome.requests()) {
                replica.submit(
                        request.command(),
                        result -> after(0, () -> step(new SyncInput.Stored(request.number(), result))));
            }
            for (Bytes frame : outcome.frames()) {
                End other = link.other(this);
                lastArrival = Math.max(lastArrival, now + 1 + random.nextInt(link.delayMillis));
                at(lastArrival, () -> other.step(new SyncInput.Received(frame)));
            }
            outcome.end().ifPresent(end -> {
                ends.add(end);
                link.cut();
            });
        }
    }

    /** A connection: in order while it stands; what is on its way when it is cut is gone. */
    final class Link {
        final End near;
        final End far;
        private final int delayMillis;
        private boolean isCut;

        private Link(SimulatedReplica near, SimulatedReplica far) {
            delayMillis = 1 + random.nextInt(80);
            this.near = new End(near, this);
            this.far = new End(far, this);
        }

        private End other(End end) {
            return end == near ? far : near;
        }

        private void open(End end) {
            DurableListener listener = delta -> after(0, () -> end.step(new SyncInput.Durable(delta)));
            end.listener = listener;
            end.replica.listeners.add(listener);
            end.step(new SyncInput.Opened());
        }

        void cut() {
            isCut = true;
            near.replica.listeners.remove(near.listener);
            far.replica.listeners.remove(far.listener);
        }

        boolean isCut() {
            return isCut;
        }

        boolean touches(SimulatedReplica replica) {
            return near.replica == replica || far.replica == replica;
        }

        boolean inStep() {
            return near.session.status(time()).inStep()
                    && far.session.status(time()).inStep();
        }

        private void tick() {
            if (!isCut) {
                near.step(new SyncInput.Ticked());
                far.step(new SyncInput.Ticked());
                after(250, this::tick);
            }
        }
    }

    final List<Link> links = new ArrayList<>();
    final List<SyncEnd> ends = new ArrayList<>();
    private final RandomGenerator random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long order;

    SimulatedNetwork(RandomGenerator random) {
        this.random = random;
    }

    Link connect(SimulatedReplica near, SimulatedReplica far) {
        Link link = new Link(near, far);
        links.add(link);
        link.open(link.near);
        link.open(link.far);
        after(250, link::tick);
        return link;
    }

    void after(long delayMillis, Runnable action) {
        at(now + delayMillis, action);
    }

    private void at(long when, Runnable action) {
        events.add(new Event(when, order++, action));
    }

    SyncTime time() {
        return new SyncTime(now, 1_790_000_000_000L + now);
    }

    long now() {
        return now;
    }

    /** Runs until this time. */
    void runUntil(long until) {
        while (!events.isEmpty() && events.peek().at() <= until) {
            Event event = events.remove();
            now = event.at();
            event.action().run();
        }
        now = until;
    }
}
