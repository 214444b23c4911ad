package io.wardkeep.simulation;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Chain;
import io.wardkeep.sync.ChainHead;
import io.wardkeep.sync.DurableListener;
import io.wardkeep.sync.LostLives;
import io.wardkeep.sync.PeerPolicy;
import io.wardkeep.sync.Role;
import io.wardkeep.sync.StoreCommand;
import io.wardkeep.sync.StoreExecutor;
import io.wardkeep.sync.StoreResult;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncIdentity;
import io.wardkeep.sync.SyncSession;
import io.wardkeep.sync.SyncTime;
import io.wardkeep.ward.WardId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A box: a disk that survives, a queue of commands that does not, and an identity per life. */
final class Box {

    /** What a store takes for one command at most. */
    private static final int COMMAND_MILLIS_MAX = 30;

    /** How long {@link Mutation#TTL_TOMBSTONE} remembers. */
    private static final long TTL_MILLIS = 150;

    private static final long EPOCH_MILLIS = 1_790_000_000_000L;

    /** A command in the queue; of this box's own writing when {@code written} is there. */
    private record Pending(StoreCommand command, Optional<Written> written, Consumer<StoreResult> done) {}

    final int number;
    final Role role;
    final Set<WardId> wards;
    final List<WardId> wardsInOrder;
    private final UUID site;
    private final World world;
    private final Deque<Pending> queue = new ArrayDeque<>();
    private final List<DurableListener> listeners = new ArrayList<>();
    private final Map<StreamId, Long> minted = new HashMap<>();
    private final Map<StreamId, Long> chains = new HashMap<>();
    private MutatedStore disk;
    private MutatedStore image;
    private int incarnation = 1;
    private long wallOffset;
    private long aged;
    private boolean refusesNext;
    private boolean isWorking;
    private int life;

    Box(int number, Role role, Set<WardId> wards, World world) {
        this.number = number;
        this.role = role;
        this.wards = wards;
        this.world = world;
        site = new UUID(number, 7);
        wardsInOrder = wards.stream().sorted().toList();
        disk = new MutatedStore(world.mutation);
        image = new MutatedStore(world.mutation);
    }

    SyncSession session(Box peer) {
        PeerPolicy policy = peer.role == Role.HUB ? PeerPolicy.RELAY : PeerPolicy.OWN_DOTS_ONLY;
        SyncIdentity identity = new SyncIdentity(
                actor(), world.chance(number).nextLong(), role, role.name(), wards, new LostLives.Earlier(incarnation));
        return new SyncSession(identity, policy, Optional.empty(), true);
    }

    Actor actor() {
        return Actor.of(site, incarnation);
    }

    MutatedStore disk() {
        return disk;
    }

    SyncTime time() {
        return new SyncTime(world.clock.now(), wallMillis());
    }

    long wallMillis() {
        return EPOCH_MILLIS + world.clock.now() + wallOffset;
    }

    boolean isIdle() {
        return queue.isEmpty();
    }

    void listen(DurableListener listener) {
        listeners.add(listener);
    }

    void forget(DurableListener listener) {
        listeners.remove(listener);
    }

    /** The first of {@code count} new sequences of a stream. */
    long mint(StreamId stream, int count) {
        long last = minted.computeIfAbsent(
                stream,
                some -> disk.context(some.shard())
                        .getOrDefault(some, Ranges.EMPTY)
                        .max());
        minted.put(stream, last + count);
        return last + 1;
    }

    /** The value of a stream's hash chain after what was written last. */
    long chain(StreamId stream) {
        return chains.computeIfAbsent(stream, some -> {
            ChainHead head = disk.heads(some.shard()).get(some);
            return head == null ? Chain.START : head.hash();
        });
    }

    /** The chain goes on. */
    void link(StreamId stream, long value) {
        chains.put(stream, value);
    }

    void submit(StoreCommand command, Consumer<StoreResult> done) {
        add(new Pending(command, Optional.empty(), done));
    }

    void write(Written written) {
        add(new Pending(new StoreCommand.Join(written.delta()), Optional.of(written), _ -> {}));
    }

    private void add(Pending pending) {
        queue.add(pending);
        workSoon();
    }

    private void workSoon() {
        if (!isWorking) {
            isWorking = true;
            int thisLife = life;
            world.clock.after(world.chance(number).nextInt(COMMAND_MILLIS_MAX), () -> work(thisLife));
        }
    }

    /** The store's loop takes the next command. */
    private void work(int itsLife) {
        if (itsLife != life) {
            return;
        }
        isWorking = false;
        Pending next = queue.poll();
        if (next == null) {
            return;
        }
        if (refusesNext) {
            refusesNext = false;
            refuse(next);
        } else {
            StoreResult result = commit(next);
            if (result instanceof StoreResult.Joined(var fresh) && !fresh.isEmpty()) {
                for (DurableListener listener : List.copyOf(listeners)) {
                    listener.durable(fresh);
                }
            }
            next.done().accept(result);
        }
        if (!queue.isEmpty()) {
            workSoon();
        }
    }

    private StoreResult commit(Pending next) {
        if (world.clock.now() - aged > TTL_MILLIS) {
            aged = world.clock.now();
            disk.age();
        }
        StoreResult result = StoreExecutor.run(disk, next.command());
        world.committed(this, result);
        next.written().ifPresent(world.truth::durable);
        return result;
    }

    private void refuse(Pending next) {
        world.count(Fault.DISK);
        if (next.command() instanceof StoreCommand.Join(var delta)) {
            disk.refuse(delta);
        }
        if (next.written().isPresent()) {
            // Its own dots were minted and are lost: the process ends, as the real one does.
            restart();
        } else {
            next.done().accept(new StoreResult.Failed("the disk is full"));
        }
    }

    void failNext() {
        refusesNext = true;
    }

    /** No fault that was arranged takes effect any more. */
    void heal() {
        refusesNext = false;
    }

    void jump(long byMillis) {
        world.count(Fault.CLOCK);
        wallOffset += byMillis;
    }

    void takeImage() {
        image = disk.copy();
    }

    /** Everything not on the disk is gone; of the command that was running, all or nothing is. */
    void crash(boolean afterCommit) {
        Pending running = queue.poll();
        if (running != null && running.command() instanceof StoreCommand.Join(var delta)) {
            if (afterCommit) {
                world.count(Fault.CRASH_AFTER_COMMIT);
                commit(running);
            } else {
                world.count(Fault.CRASH_BEFORE_COMMIT);
                disk.cutShort(delta);
            }
        }
        restart();
    }

    /** Comes back with an older disk, and knows it: the witness outside of the disk is of today. */
    void restore() {
        world.count(Fault.RESTORE);
        MutatedStore before = disk;
        disk = image.copy();
        world.truth.restored(before, this, world.boxes());
        restart();
    }

    private void restart() {
        life++;
        isWorking = false;
        refusesNext = false;
        queue.clear();
        listeners.clear();
        minted.clear();
        chains.clear();
        if (world.mutation != Mutation.REUSED_IDENTITY) {
            incarnation++;
        }
        world.cutLinesOf(this);
    }
}
