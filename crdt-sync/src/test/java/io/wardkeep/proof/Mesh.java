package io.wardkeep.proof;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.EndReason;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.InFlight;
import io.wardkeep.sync.InMemoryReplicaStore;
import io.wardkeep.sync.PeerPolicy;
import io.wardkeep.sync.Role;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StoreCommand;
import io.wardkeep.sync.StoreExecutor;
import io.wardkeep.sync.StoreRequest;
import io.wardkeep.sync.StoreResult;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncIdentity;
import io.wardkeep.sync.SyncInput;
import io.wardkeep.sync.SyncOutcome;
import io.wardkeep.sync.SyncSession;
import io.wardkeep.sync.SyncTime;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Replicas in memory that speak the real sessions along the edges of a graph, every one passing on what all others
 * wrote. One thread, one seed: frames take their time on each edge, in order; stores are at once.
 */
final class Mesh {

    private static final WardId WARD = new WardId("7A");
    private static final ShardId SHARD = new ShardId(WARD, Family.CONFIG);
    private static final long WALL_MILLIS = 1_790_000_000_000L;
    private static final int TICK_MILLIS = 50;

    private final List<Replica> replicas = new ArrayList<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final SplittableRandom random;
    private final int latencyMillisMax;
    private long now;
    private long scheduled;
    private long shipped;
    private long frames;
    private long bytes;

    private record Event(long at, long number, Runnable what) {}

    private static final class Replica {
        private final Actor actor;
        private final InMemoryReplicaStore store = new InMemoryReplicaStore();
        private final InFlight inFlight = new InFlight();
        private final List<End> ends = new ArrayList<>();
        private long written;

        Replica(int number) {
            actor = Actor.of(new UUID(number + 1L, 3), 1);
        }

        void join(Delta delta) {
            Delta fresh = store.join(delta);
            if (!fresh.isEmpty()) {
                tell(fresh);
            }
        }

        void tell(Delta fresh) {
            ends.forEach(end -> end.step(new SyncInput.Durable(fresh)));
        }

        /** One element that nobody else has. */
        void write() {
            long seq = ++written;
            StreamId stream = StreamId.rows(SHARD, actor);
            Row row = new Row(
                    SHARD,
                    actor + "/" + seq,
                    new Dot(actor, seq),
                    VersionVector.EMPTY,
                    HybridTimestamp.of(seq, 0),
                    1,
                    Bytes.EMPTY);
            join(new Delta(List.of(row), List.of(), List.of(), Map.of(stream, Ranges.of(seq, seq))));
        }
    }

    /** A replica's end of an edge. */
    private final class End {
        private final Replica replica;
        private final SyncSession session;
        private final long latencyMillis;
        private Optional<End> far = Optional.empty();

        End(Replica replica, long latencyMillis) {
            this.replica = replica;
            this.latencyMillis = latencyMillis;
            SyncIdentity identity =
                    new SyncIdentity(replica.actor, replica.actor.siteHigh(), Role.HUB, "mesh", Set.of(WARD));
            session = new SyncSession(identity, PeerPolicy.RELAY, Optional.empty(), true, replica.inFlight);
        }

        /** After its end, what is still on its way to it is nobody's. */
        void end() {
            session.step(new SyncInput.Ended(EndReason.CUT, "cut"), new SyncTime(now, WALL_MILLIS + now));
            replica.ends.remove(this);
        }

        void step(SyncInput input) {
            if (!replica.ends.contains(this)) {
                return;
            }
            SyncOutcome outcome = session.step(input, new SyncTime(now, WALL_MILLIS + now));
            outcome.end().ifPresent(end -> {
                throw new IllegalStateException("a session of the mesh ended: " + end);
            });
            for (Bytes frame : outcome.frames()) {
                frames++;
                bytes += frame.size();
                after(latencyMillis, () -> far.orElseThrow().step(new SyncInput.Received(frame)));
            }
            for (StoreRequest request : outcome.requests()) {
                if (request.command() instanceof StoreCommand.Join(Delta delta)) {
                    shipped += delta.rows().size();
                }
                // Not within this step: what it makes durable is told to this session too.
                after(0, () -> {
                    StoreResult result = StoreExecutor.run(replica.store, request.command());
                    if (result instanceof StoreResult.Joined(Delta fresh) && !fresh.isEmpty()) {
                        replica.tell(fresh);
                    }
                    step(new SyncInput.Stored(request.number(), result));
                });
            }
        }
    }

    /**
     * A mesh whose sessions have greeted.
     *
     * @param neighbours of each replica
     * @param latencyMillisMax each edge's frames take from 1 to this
     * @param seed of the latencies
     */
    Mesh(int[][] neighbours, int latencyMillisMax, long seed) {
        random = new SplittableRandom(seed);
        this.latencyMillisMax = latencyMillisMax;
        for (int number = 0; number < neighbours.length; number++) {
            replicas.add(new Replica(number));
        }
        for (int one = 0; one < neighbours.length; one++) {
            for (int other : neighbours[one]) {
                if (one < other) {
                    connect(replicas.get(one), replicas.get(other));
                }
            }
        }
        replicas.forEach(replica -> {
            replica.ends.forEach(end -> end.step(new SyncInput.Opened()));
            tick(replica);
        });
        runUntil(1_000);
    }

    private void connect(Replica one, Replica other) {
        long latency = random.nextLong(1, latencyMillisMax + 1L);
        End here = new End(one, latency);
        End there = new End(other, latency);
        here.far = Optional.of(there);
        there.far = Optional.of(here);
        one.ends.add(here);
        other.ends.add(there);
    }

    private void tick(Replica replica) {
        after(random.nextInt(TICK_MILLIS) + 1L, () -> {
            replica.ends.forEach(end -> end.step(new SyncInput.Ticked()));
            tick(replica);
        });
    }

    private void after(long millis, Runnable what) {
        events.add(new Event(now + millis, ++scheduled, what));
    }

    private void runUntil(long time) {
        while (!events.isEmpty() && events.peek().at <= time) {
            Event next = events.remove();
            now = next.at;
            next.what.run();
        }
        now = time;
    }

    /** Every replica writes one element a round; then until all have all. */
    void run(int rounds, long roundMillis) {
        for (int round = 0; round < rounds; round++) {
            replicas.forEach(Replica::write);
            runUntil(now + roundMillis);
        }
        long elements = (long) rounds * replicas.size();
        for (int left = 600; replicas.stream().anyMatch(replica -> held(replica) < elements); left--) {
            if (left == 0) {
                throw new IllegalStateException("the mesh does not converge");
            }
            runUntil(now + 100);
        }
        runUntil(now + 1_000);
    }

    /** One replica writes an element; then so much time passes. */
    void write(int replica, long millis) {
        replicas.get(replica).write();
        runUntil(now + millis);
    }

    /** The edge between two replicas is gone, with everything that is on it. */
    void cut(int one, int other) {
        Replica here = replicas.get(one);
        Replica there = replicas.get(other);
        for (End end : List.copyOf(here.ends)) {
            End far = end.far.orElseThrow();
            if (far.replica == there) {
                end.end();
                far.end();
            }
        }
    }

    /** How many elements a replica holds. */
    long held(int replica) {
        return held(replicas.get(replica));
    }

    private static long held(Replica replica) {
        return replica.store.context(SHARD).values().stream()
                .mapToLong(Ranges::cardinality)
                .sum();
    }

    /** Elements that replicas were sent, the same one as often as it was sent. */
    long shipped() {
        return shipped;
    }

    /** Frames of all kinds. */
    long frames() {
        return frames;
    }

    /** Bytes of all frames. */
    long bytes() {
        return bytes;
    }
}
