package io.wardkeep.simulation;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Chain;
import io.wardkeep.sync.ChainHead;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.DurableListener;
import io.wardkeep.sync.Holding;
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
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/** A box: a disk that survives, a queue of commands that does not, and an identity per life. */
final class Box {

    /** What a store takes for one command at most. */
    private static final int COMMAND_MILLIS_MAX = 30;

    private static final int SLOW_COMMAND_MILLIS_MAX = 300;

    /** How long {@link Mutation#TTL_TOMBSTONE} remembers. */
    private static final long TTL_MILLIS = 150;

    private static final long EPOCH_MILLIS = 1_790_000_000_000L;

    /** A command in the queue; of this box's own writing when {@code written} is there. */
    private record Pending(
            StoreCommand command, Optional<Written> written, boolean isUndisturbed, Consumer<StoreResult> done) {}

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
    private MutatedStore standby;
    private int imageIncarnation = 1;
    private final int original;
    private int standbyIncarnation = 1;
    private Ranges lostLives = Ranges.EMPTY;
    private Alerts alerts = new Alerts(this);
    private int incarnation = 1;
    private long wallOffset;
    private long aged;
    private Optional<Fault> nextFails = Optional.empty();
    private long slowUntil;
    private boolean isWorking;
    private int life;

    Box(int number, Role role, Set<WardId> wards, World world) {
        this(number, number, role, wards, world);
    }

    private Box(int number, int original, Role role, Set<WardId> wards, World world) {
        this.number = number;
        this.original = original;
        this.role = role;
        this.wards = wards;
        this.world = world;
        site = new UUID(original, 7);
        wardsInOrder = wards.stream().sorted().toList();
        disk = new MutatedStore(world.mutation);
        image = new MutatedStore(world.mutation);
        standby = new MutatedStore(world.mutation);
    }

    SyncSession session(Box peer, int version) {
        PeerPolicy policy = peer.role == Role.HUB ? PeerPolicy.RELAY : PeerPolicy.OWN_DOTS_ONLY;
        LostLives lives = role == Role.HUB ? new LostLives.Noted(lostLives) : new LostLives.Earlier(incarnation);
        SyncIdentity identity =
                new SyncIdentity(actor(), world.chance(number).nextLong(), role, role.name(), wards, lives);
        return new SyncSession(identity, policy, Optional.empty(), true, version);
    }

    Truth truth() {
        return world.truth;
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
        add(new Pending(command, Optional.empty(), world.isHealing(), done));
    }

    void write(Written written) {
        add(new Pending(new StoreCommand.Join(written.delta()), Optional.of(written), false, _ -> {}));
    }

    private void add(Pending pending) {
        queue.add(pending);
        workSoon();
    }

    private void workSoon() {
        if (!isWorking) {
            isWorking = true;
            int thisLife = life;
            int most = world.clock.now() < slowUntil ? SLOW_COMMAND_MILLIS_MAX : COMMAND_MILLIS_MAX;
            world.clock.after(world.chance(number).nextInt(most), () -> work(thisLife));
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
        if (nextFails.isPresent()) {
            Fault fault = nextFails.get();
            nextFails = Optional.empty();
            fail(next, fault);
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
        if (next.isUndisturbed()
                && next.command() instanceof StoreCommand.Join(var delta)
                && result instanceof StoreResult.Joined(var fresh)) {
            world.shipped(size(delta), size(delta) - size(fresh));
        }
        if (role == Role.HUB && next.command() instanceof StoreCommand.Join(var delta)) {
            world.truth.taken(delta);
        }
        world.committed(this, result);
        next.written()
                .ifPresent(written ->
                        world.truth.durable(written, world.boxes().getFirst().disk()));
        return result;
    }

    /** Of what others wrote: what a box lost itself it takes back from whoever kept it. */
    private long size(Delta delta) {
        return delta.covered().entrySet().stream()
                .filter(entry -> !entry.getKey().actor().site().equals(site))
                .mapToLong(entry -> entry.getValue().cardinality())
                .sum();
    }

    private void fail(Pending next, Fault fault) {
        world.count(fault);
        if (fault == Fault.IO_ERROR && world.chance(number).nextBoolean()) {
            commit(next);
        } else if (next.command() instanceof StoreCommand.Join(var delta)) {
            disk.refuse(delta);
        }
        if (next.written().isPresent()) {
            // Its own dots were minted and are lost, or may be: the process ends, as the real one does.
            restart();
        } else {
            next.done().accept(new StoreResult.Failed("the disk fails"));
            if (fault == Fault.IO_ERROR) {
                // What may have become durable was told to nobody: every session begins anew.
                world.cutLinesOf(this);
            }
        }
    }

    void failNext(Fault how) {
        nextFails = Optional.of(how);
    }

    void slow(int forMillis) {
        world.count(Fault.SLOW);
        slowUntil = world.clock.now() + forMillis;
    }

    /** No fault that was arranged takes effect any more. */
    void heal() {
        nextFails = Optional.empty();
        slowUntil = 0;
    }

    /** What this box knows of alerts. */
    Alerts alerts() {
        return alerts;
    }

    void jump(long byMillis) {
        world.count(Fault.CLOCK);
        wallOffset += byMillis;
    }

    void takeImage() {
        image = disk.copy();
        imageIncarnation = incarnation;
    }

    void standBy() {
        standby = disk.copy();
        standbyIncarnation = incarnation;
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
        replace(image, imageIncarnation);
    }

    /** The standby takes over; where it stood is known by the witness, which is elsewhere. */
    void failOver() {
        world.count(Fault.FAILOVER);
        replace(standby, standbyIncarnation);
    }

    /** Comes back with an older disk and the witness of that time: nothing here says so. */
    void restoreWithWitness() {
        world.count(Fault.RESTORE_WITH_WITNESS);
        MutatedStore before = disk;
        disk = image.copy();
        world.truth.restored(before, this, world.boxes());
        stop();
        incarnation = imageIncarnation;
    }

    /** Another box with all that this one has, under its name. */
    Box twin() {
        world.count(Fault.CLONE);
        Box twin = new Box(Schedule.CLONE, number, role, wards, world);
        twin.disk = disk.copy();
        twin.image = disk.copy();
        twin.imageIncarnation = incarnation;
        twin.incarnation = incarnation;
        return twin;
    }

    /** Is it this one's twin, or this one? */
    boolean isTwin(Box other) {
        return site.equals(other.site);
    }

    /** Whose clone it is; its own number when it is none. */
    int original() {
        return original;
    }

    /** What a peer holds, as it said. */
    void holds(Box peer, Map<StreamId, Holding> held) {
        if (role == Role.GATEWAY) {
            disk.holds(peer.site, held);
        }
    }

    /**
     * Others know other entries by the names of a life of this box: a new one begins, in which what nobody accepted is
     * minted again.
     */
    void forked(int found) {
        int present = incarnation;
        stop();
        incarnation = Math.max(found, present);
        beginLife();
        Refounding refounding = new Refounding(this, world.truth);
        TreeSet<Actor> lives = new TreeSet<>();
        lives.add(Actor.of(site, found));
        if (found > present) {
            lives.add(Actor.of(site, present));
        }
        refounding
                .run(lives)
                .forEach(written -> commit(
                        new Pending(new StoreCommand.Join(written.delta()), Optional.of(written), false, _ -> {})));
    }

    private void replace(MutatedStore older, int itsIncarnation) {
        MutatedStore before = disk;
        disk = older.copy();
        lostLives = lostLives.plus(itsIncarnation, incarnation);
        world.truth.restored(before, this, world.boxes());
        restart();
    }

    private void restart() {
        stop();
        if (world.mutation != Mutation.REUSED_IDENTITY) {
            beginLife();
        }
    }

    /** Lives are numbered by the time at which they begin, at least one after the last. */
    private void beginLife() {
        incarnation = Math.max(incarnation + 1, 2 + (int) world.clock.now());
    }

    /** Whatever was not durable is gone. */
    void stop() {
        life++;
        isWorking = false;
        nextFails = Optional.empty();
        alerts = new Alerts(this);
        queue.clear();
        listeners.clear();
        minted.clear();
        chains.clear();
        world.cutLinesOf(this);
    }
}
