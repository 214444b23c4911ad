package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A box: a disk that survives crashes, a queue of commands that does not, and an identity per life. */
final class SimulatedReplica {

    private record Pending(StoreCommand command, Consumer<StoreResult> done) {}

    final UUID site;
    final Role role;
    final Set<WardId> wards;
    final List<DurableListener> listeners = new ArrayList<>();
    private final StoreFault fault;
    private final RandomGenerator random;
    private final Deque<Pending> queue = new ArrayDeque<>();
    private final Map<StreamId, Long> minted = new HashMap<>();
    private final Map<StreamId, Long> chain = new HashMap<>();
    private InMemoryReplicaStore disk = new InMemoryReplicaStore();
    private int incarnation = 1;
    private long clock;

    SimulatedReplica(UUID site, Role role, Set<WardId> wards, StoreFault fault, RandomGenerator random) {
        this.site = site;
        this.role = role;
        this.wards = wards;
        this.fault = fault;
        this.random = random;
    }

    SyncSession session() {
        PeerPolicy policy = role == Role.HUB ? PeerPolicy.OWN_DOTS_ONLY : PeerPolicy.RELAY;
        return new SyncSession(
                new SyncIdentity(actor(), random.nextLong(), role, role.name(), wards), policy, Optional.empty(), true);
    }

    Actor actor() {
        return Actor.of(site, incarnation);
    }

    InMemoryReplicaStore disk() {
        return disk;
    }

    /** Everything not on the disk is gone; the next life has a new incarnation. */
    void crash() {
        if (!queue.isEmpty()
                && queue.peek().command() instanceof StoreCommand.Join(var delta)
                && random.nextBoolean()) {
            tear(delta);
        }
        queue.clear();
        listeners.clear();
        minted.clear();
        chain.clear();
        incarnation++;
    }

    /** A transaction that was cut: nothing of it for a right store. */
    private void tear(Delta delta) {
        if (fault == StoreFault.SEEN_BEFORE_COMMITTED) {
            disk.join(new Delta(List.of(), List.of(), List.of(), delta.covered()));
        }
    }

    void submit(StoreCommand command, Consumer<StoreResult> done) {
        queue.add(new Pending(command, done));
    }

    boolean isIdle() {
        return queue.isEmpty();
    }

    /** The store's loop takes the next command; returns what became durable by it. */
    Delta work() {
        Pending next = queue.poll();
        if (next == null) {
            return Delta.EMPTY;
        }
        StoreResult result =
                StoreExecutor.run(fault == StoreFault.CONTEXT_BY_MAXIMUM ? new ByMaximum(disk) : disk, next.command());
        if (result instanceof StoreResult.Joined(var fresh) && !fresh.isEmpty()) {
            List.copyOf(listeners).forEach(listener -> listener.durable(fresh));
        }
        next.done().accept(result);
        return result instanceof StoreResult.Joined(var fresh) ? fresh : Delta.EMPTY;
    }

    /** Queues a local write of a random kind; {@code durable} hears of it once it is on the disk. */
    void write(Consumer<Delta> durable) {
        WardId ward = wards.stream().sorted().toList().get(random.nextInt(wards.size()));
        clock++;
        Delta delta = switch (role == Role.HUB ? 3 + random.nextInt(2) : random.nextInt(5)) {
            case 0, 1 -> observations(new StreamId(new ShardId(ward, Family.OBS), actor(), 1 + random.nextInt(2)));
            case 2 -> loss(new StreamId(new ShardId(ward, Family.OBS), actor(), 1));
            case 3 -> row(new ShardId(ward, Family.CONFIG), true);
            default -> row(new ShardId(ward, Family.ALERT), false);
        };
        Delta linked = linked(delta);
        submit(new StoreCommand.Join(linked), _ -> durable.accept(linked));
    }

    private Delta linked(Delta delta) {
        StreamId stream = delta.covered().keySet().iterator().next();
        long value = chain.getOrDefault(stream, Chain.START);
        for (Lost loss : delta.lost()) {
            value = Chain.afterLoss(value, loss.first(), loss.last());
        }
        try {
            value = delta.lost().isEmpty() ? Chain.after(value, delta, stream).orElseThrow() : value;
        } catch (MalformedBytesException ourOwn) {
            throw new IllegalStateException(ourOwn);
        }
        chain.put(stream, value);
        return delta.withHeads(Map.of(stream, value));
    }

    private long mint(StreamId stream, int count) {
        long first = minted.getOrDefault(stream, 0L) + 1;
        minted.put(stream, first + count - 1);
        return first;
    }

    private Delta observations(StreamId stream) {
        int count = 1 + random.nextInt(5);
        long first = mint(stream, count);
        List<Reading> readings = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            readings.add(new Observation(150456, random.nextInt(100), 0, 262688, Validity.VALID, clock, first + index));
        }
        return new Delta(
                List.of(),
                List.of(Blocks.of(stream, first, readings)),
                List.of(),
                Map.of(stream, Ranges.of(first, first + count - 1)));
    }

    private Delta loss(StreamId stream) {
        int count = 1 + random.nextInt(3);
        long first = mint(stream, count);
        return new Delta(
                List.of(),
                List.of(),
                List.of(new Lost(stream, first, first + count - 1, LossReason.OVERLOAD, clock)),
                Map.of(stream, Ranges.of(first, first + count - 1)));
    }

    private Delta row(ShardId shard, boolean register) {
        StreamId stream = StreamId.rows(shard, actor());
        String key = register ? "key" + random.nextInt(3) : "episode" + random.nextInt(1_000_000);
        VersionVector supersedes = VersionVector.EMPTY;
        if (register) {
            for (Row sibling : disk.live(shard, key)) {
                supersedes = supersedes.plus(sibling.dot()).join(sibling.supersedes());
            }
        }
        long seq = mint(stream, 1);
        Row row = new Row(
                shard,
                key,
                new Dot(actor(), seq),
                supersedes,
                HybridTimestamp.of(clock, 0),
                1,
                Bytes.copyOf(new byte[random.nextInt(20)]));
        return new Delta(List.of(row), List.of(), List.of(), Map.of(stream, Ranges.of(seq, seq)));
    }

    /** The mistake: a context without its gaps. */
    private record ByMaximum(InMemoryReplicaStore disk) implements ReplicaStore {

        @Override
        public Set<ShardId> shards() {
            return disk.shards();
        }

        @Override
        public Map<StreamId, Ranges> context(ShardId shard) {
            Map<StreamId, Ranges> context = new TreeMap<>(disk.context(shard));
            context.replaceAll((_, ranges) -> Ranges.of(1, ranges.max()));
            return context;
        }

        @Override
        public Map<StreamId, Ranges> lost(ShardId shard) {
            return disk.lost(shard);
        }

        @Override
        public Map<StreamId, Long> equivocations(ShardId shard) {
            return disk.equivocations(shard);
        }

        @Override
        public Map<StreamId, ChainHead> heads(ShardId shard) {
            return disk.heads(shard);
        }

        @Override
        public OptionalLong chainAt(StreamId stream, long seq) {
            return disk.chainAt(stream, seq);
        }

        @Override
        public Delta join(Delta delta) {
            return disk.join(delta);
        }

        @Override
        public Delta scan(StreamId stream, Ranges wanted, int bytesMax) {
            return disk.scan(stream, wanted, bytesMax);
        }
    }
}
