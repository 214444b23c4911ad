package io.wardkeep.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Two gateways of a ward, and a hub that is away and comes back; one thread, one seed.
 *
 * <p>Goal: while the hub is away both gateways come to hold the whole ward by their own session, and the hub then gets
 * every entry once, from whoever wrote it. Faults: frames and store answers in any order between boxes, cuts of any
 * line at any moment with everything that is on it, slow stores. Oracles: nobody takes what its sender did not write
 * (the hub's word aside), no session ends by itself, contexts and contents are equal at the end, no dot has two
 * contents, and in an undisturbed catch-up no reading crosses a line to the hub twice.
 */
final class NeighbourSimulation {

    private static final int SEEDS = Integer.getInteger("wardkeep.neighbour.seeds", 400);
    private static final WardId WARD = new WardId("7A");
    private static final int STEPS_MAX = 60_000;

    @Test
    void gatewaysKeepEachOtherAndTheHubGetsEverythingOnce() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new World(seed).run();
        }
    }

    private static final class Box {
        final Actor actor;
        final Role role;
        final InMemoryReplicaStore store = new InMemoryReplicaStore();
        final Deque<Runnable> work = new ArrayDeque<>();
        final List<End> ends = new ArrayList<>();
        final TreeMap<StreamId, Long> minted = new TreeMap<>();

        Box(long site, Role role) {
            actor = Actor.of(new UUID(site, site), 1);
            this.role = role;
        }

        void join(Delta delta) {
            work.add(() -> tell(store.join(delta)));
        }

        void tell(Delta fresh) {
            if (!fresh.isEmpty()) {
                List.copyOf(ends).forEach(end -> end.step(new SyncInput.Durable(fresh)));
            }
        }

        Completeness report() {
            return Completeness.of(store);
        }
    }

    /** One end of a line. */
    private static final class End {
        final World world;
        final Box box;
        final Box other;
        final SyncSession session;
        final Deque<Bytes> arriving = new ArrayDeque<>();
        End far;
        long readingsReceived;

        End(World world, Box box, Box other) {
            this.world = world;
            this.box = box;
            this.other = other;
            far = this;
            session = new SyncSession(
                    new SyncIdentity(box.actor, box.actor.siteLow(), box.role, box.role.name(), Set.of(WARD)),
                    other.role == Role.HUB ? PeerPolicy.RELAY : PeerPolicy.OWN_DOTS_ONLY,
                    Optional.of(other.actor.site()),
                    true);
        }

        void step(SyncInput input) {
            if (!box.ends.contains(this)) {
                return;
            }
            SyncOutcome outcome = session.step(input, world.time());
            outcome.end().ifPresent(end -> {
                throw new AssertionError("seed " + world.seed + ": a session ended by itself: " + end);
            });
            outcome.frames().forEach(far.arriving::add);
            for (StoreRequest request : outcome.requests()) {
                if (request.command() instanceof StoreCommand.Join(Delta delta)) {
                    readingsReceived += count(delta);
                    requireItsWriting(delta);
                }
                box.work.add(() -> {
                    StoreResult result = StoreExecutor.run(box.store, request.command());
                    if (result instanceof StoreResult.Joined(Delta fresh)) {
                        box.tell(fresh);
                    }
                    step(new SyncInput.Stored(request.number(), result));
                });
            }
        }

        private void requireItsWriting(Delta delta) {
            for (StreamId stream : delta.covered().keySet()) {
                assertThat(other.role == Role.HUB || stream.actor().equals(other.actor))
                        .as("seed %d: %s of %s", world.seed, stream, other.actor)
                        .isTrue();
            }
        }
    }

    private static final class World {
        final int seed;
        final SplittableRandom random;
        final Box left = new Box(1, Role.GATEWAY);
        final Box right = new Box(2, Role.GATEWAY);
        final Box hub = new Box(9, Role.HUB);
        final List<Box> boxes = List.of(left, right, hub);
        private long now = 1_000;

        World(int seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
        }

        SyncTime time() {
            return new SyncTime(now, 1_790_000_000_000L + now);
        }

        void run() {
            write(hub, 2);
            connect(left, hub);
            connect(right, hub);
            write(left, 3);
            write(right, 3);
            settle();
            cut(left, hub);
            cut(right, hub);
            Completeness before = hub.report();

            boolean disturbed = random.nextInt(3) == 0;
            connect(left, right);
            for (int round = 0; round < 3 + random.nextInt(6); round++) {
                write(left, random.nextInt(4));
                write(right, random.nextInt(4));
                disturb(30 + random.nextInt(80));
                if (random.nextInt(3) == 0) {
                    cut(left, right);
                    disturb(random.nextInt(20));
                    connect(left, right);
                }
            }
            settle();
            assertThat(left.report()).as("seed %d, the hub away", seed).isEqualTo(right.report());
            assertThat(hub.report()).as("seed %d", seed).isEqualTo(before);

            long missing = data(left) - data(hub);
            End fromLeft = connect(left, hub);
            End fromRight = connect(right, hub);
            if (disturbed) {
                disturb(random.nextInt(60));
                cut(left, hub);
                fromLeft = connect(left, hub);
            }
            settle();
            for (Box box : boxes) {
                assertThat(box.report()).as("seed %d, %s", seed, box.actor).isEqualTo(left.report());
                assertThat(box.store.liveRows()).as("seed %d", seed).isEqualTo(left.store.liveRows());
                assertThat(box.report().totals().duplicates()).isZero();
                assertThat(box.report().totals().missing()).isZero();
            }
            if (!disturbed) {
                assertThat(fromLeft.readingsReceived + fromRight.readingsReceived)
                        .as("seed %d: readings that crossed to the hub", seed)
                        .isEqualTo(missing);
            }
        }

        private static long data(Box box) {
            return box.report().totals(Family.OBS).data();
        }

        /** Returns the second box's end. */
        private End connect(Box near, Box far) {
            End here = new End(this, near, far);
            End there = new End(this, far, near);
            here.far = there;
            there.far = here;
            near.ends.add(here);
            far.ends.add(there);
            here.step(new SyncInput.Opened());
            there.step(new SyncInput.Opened());
            return there;
        }

        private void cut(Box near, Box far) {
            near.ends.removeIf(end -> end.other == far);
            far.ends.removeIf(end -> end.other == near);
        }

        /** So many things happen, in an order of the seed. */
        private void disturb(int steps) {
            for (int step = 0; step < steps; step++) {
                happen();
            }
        }

        private void settle() {
            for (int step = 0; step < STEPS_MAX; step++) {
                happen();
                if (step % 50 == 0 && isQuiet()) {
                    return;
                }
            }
            throw new AssertionError("seed " + seed + ": not in step after " + STEPS_MAX + " steps");
        }

        private boolean isQuiet() {
            return boxes.stream()
                    .allMatch(box -> box.work.isEmpty()
                            && box.ends.stream()
                                    .allMatch(end -> end.session.status(time()).inStep()
                                            && end.arriving.stream().noneMatch(this::moves)));
        }

        /** Anything but pings keeps a line busy. */
        private boolean moves(Bytes frame) {
            int type = frame.at(0) & 0xFF;
            return type != LiveFrame.PING && type != LiveFrame.PONG;
        }

        private void happen() {
            Box box = boxes.get(random.nextInt(boxes.size()));
            switch (random.nextInt(5)) {
                case 0, 1 -> Optional.ofNullable(box.work.poll()).ifPresent(Runnable::run);
                case 2, 3 -> {
                    if (!box.ends.isEmpty()) {
                        End end = box.ends.get(random.nextInt(box.ends.size()));
                        Optional.ofNullable(end.arriving.poll())
                                .ifPresent(frame -> end.step(new SyncInput.Received(frame)));
                    }
                }
                default -> {
                    now += 10;
                    List.copyOf(box.ends).forEach(end -> end.step(new SyncInput.Ticked()));
                }
            }
        }

        private void write(Box box, int times) {
            for (int time = 0; time < times; time++) {
                box.join(random.nextBoolean() && box.role == Role.GATEWAY ? readings(box) : row(box));
            }
        }

        private Delta readings(Box box) {
            StreamId stream = new StreamId(new ShardId(WARD, Family.OBS), box.actor, 1 + random.nextInt(2));
            int count = 1 + random.nextInt(40);
            long first = mint(box, stream, count);
            List<Observation> readings = new ArrayList<>();
            for (long seq = first; seq < first + count; seq++) {
                readings.add(new Observation(150456, random.nextInt(100), 0, 262688, Validity.VALID, now, seq));
            }
            return new Delta(
                    List.of(),
                    List.of(Blocks.of(stream, first, readings)),
                    List.of(),
                    Map.of(stream, Ranges.of(first, first + count - 1)));
        }

        /** An alert fact, or a register that both gateways and the hub write. */
        private Delta row(Box box) {
            boolean fact = random.nextBoolean();
            ShardId shard = new ShardId(WARD, fact ? Family.ALERT : Family.CONFIG);
            StreamId stream = StreamId.rows(shard, box.actor);
            long seq = mint(box, stream, 1);
            String key = fact ? "episode" + box.actor.siteLow() + "/" + seq : "limit" + random.nextInt(2);
            VersionVector seen = VersionVector.EMPTY;
            if (!fact) {
                for (Row sibling : box.store.live(shard, key)) {
                    seen = seen.plus(sibling.dot()).join(sibling.supersedes());
                }
            }
            Row row = new Row(shard, key, new Dot(box.actor, seq), seen, HybridTimestamp.of(now, 0), 1, Bytes.EMPTY);
            return new Delta(List.of(row), List.of(), List.of(), Map.of(stream, Ranges.of(seq, seq)));
        }

        private static long mint(Box box, StreamId stream, int count) {
            long first = box.minted.getOrDefault(stream, 0L) + 1;
            box.minted.put(stream, first + count - 1);
            return first;
        }
    }

    private static long count(Delta delta) {
        return delta.blocks().stream().mapToLong(ObservationBlock::count).sum();
    }
}
