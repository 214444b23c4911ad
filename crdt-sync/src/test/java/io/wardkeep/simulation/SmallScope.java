package io.wardkeep.simulation;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.InMemoryReplicaStore;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Every history within a small scope, and every way in which it can reach a replica. A history is a sequence of at most
 * so many operations of three replicas; each was made by a replica that knew some of those before it, any of them,
 * since contexts are exact; at most one replica was restored, forgot what it wrote and wrote on under a new
 * incarnation. It reaches a replica in every order, in parts of every size, repeated at every point, by the writer's
 * own delta or as a relay scans it, superseded rows left out. After each step the replica must hold what a twin says
 * that remembers all.
 *
 * <p>Replicas touch each other by deltas alone, so one replica in every state that deltas can bring it to stands for
 * all three. The order of steps within one history is walked as a graph: two orders that lead to the same knowledge
 * meet there, and must have led to the same store.
 */
public final class SmallScope {

    /**
     * What was walked.
     *
     * @param histories how many
     * @param steps how many deltas were joined
     * @param wrong the first counterexample; empty when there is none
     */
    public record Walk(long histories, long steps, List<String> wrong) {

        /** Copies. */
        public Walk {
            wrong = List.copyOf(wrong);
        }
    }

    private static final WardId WARD = new WardId("7A");
    private static final ShardId SETTINGS = new ShardId(WARD, Family.CONFIG);
    private static final String KEY = "limits";
    private static final int REPLICAS = 3;

    private SmallScope() {}

    /** All histories of exactly {@code operations} writes of one register. */
    public static Walk registers(int operations) {
        RegisterWalk walk = new RegisterWalk(operations);
        walk.extend(new ArrayList<>(), -1);
        return new Walk(walk.histories, walk.steps, walk.wrong);
    }

    /** All histories of exactly {@code operations} writes of one device: two readings, a loss, a loss that is found. */
    public static Walk observations(int operations) {
        StreamWalk walk = new StreamWalk(operations);
        walk.extend(new ArrayList<>(), 0, new TreeSet<>());
        return new Walk(walk.histories, walk.steps, walk.wrong);
    }

    /** One write of the register. */
    private record Write(int replica, Row row) {

        Delta delta() {
            return new Delta(List.of(row), List.of(), List.of(), covered());
        }

        /** As a replica scans it that holds a row that supersedes this one. */
        Delta absent() {
            return new Delta(List.of(), List.of(), List.of(), covered());
        }

        private Map<StreamId, Ranges> covered() {
            return Map.of(row.stream(), Ranges.of(row.dot().seq(), row.dot().seq()));
        }
    }

    private static final class RegisterWalk {
        private final int operations;
        private final List<String> wrong = new ArrayList<>();
        private long histories;
        private long steps;

        RegisterWalk(int operations) {
            this.operations = operations;
        }

        /** Appends every possible operation; {@code restored} is who was restored, -1 nobody so far. */
        void extend(List<Write> history, int restored) {
            if (!wrong.isEmpty()) {
                return;
            }
            if (history.size() == operations) {
                histories++;
                walk(history);
                return;
            }
            int used =
                    (int) history.stream().mapToInt(Write::replica).distinct().count();
            for (int replica = 0; replica < Math.min(REPLICAS, used + 1); replica++) {
                int own = own(history, replica, restored == replica);
                append(history, restored, replica, own);
                if (restored < 0 && own != 0) {
                    append(history, replica, replica, 0);
                }
            }
        }

        /** What a replica wrote in its present life: that it knows. */
        private static int own(List<Write> history, int replica, boolean wasRestored) {
            int own = 0;
            for (int index = 0; index < history.size(); index++) {
                Write write = history.get(index);
                boolean thisLife = write.row().dot().actor().incarnation() == (wasRestored ? 2 : 1);
                if (write.replica() == replica && thisLife) {
                    own |= 1 << index;
                }
            }
            return own;
        }

        private void append(List<Write> history, int restored, int replica, int own) {
            Actor actor = Actor.of(new UUID(0, replica + 1), restored == replica ? 2 : 1);
            for (int known = 0; known < 1 << history.size(); known++) {
                if ((known & own) == own) {
                    InMemoryReplicaStore store = new InMemoryReplicaStore();
                    for (int index = 0; index < history.size(); index++) {
                        if ((known & 1 << index) != 0) {
                            store.join(history.get(index).delta());
                        }
                    }
                    VersionVector supersedes = VersionVector.EMPTY;
                    for (Row sibling : store.live(SETTINGS, KEY)) {
                        supersedes = supersedes.plus(sibling.dot()).join(sibling.supersedes());
                    }
                    long seq = 1
                            + history.stream()
                                    .filter(write -> write.row().dot().actor().equals(actor))
                                    .count();
                    Row row = new Row(
                            SETTINGS, KEY, new Dot(actor, seq), supersedes, new HybridTimestamp(0), 1, Bytes.EMPTY);
                    List<Write> longer = new ArrayList<>(history);
                    longer.add(new Write(replica, row));
                    extend(longer, restored);
                }
            }
        }

        /** Knowledge: two bits an operation; 0 unknown, 1 seen without its row, 2 seen with its row. */
        private void walk(List<Write> history) {
            int superseded = 0;
            for (int index = 0; index < history.size(); index++) {
                for (Write other : history) {
                    if (other.row().supersedes().covers(history.get(index).row().dot())) {
                        superseded |= 1 << index;
                    }
                }
            }
            Map<Integer, InMemoryReplicaStore> reached = new HashMap<>();
            List<Integer> open = new ArrayList<>(List.of(0));
            reached.put(0, new InMemoryReplicaStore());
            while (!open.isEmpty() && wrong.isEmpty()) {
                int knowledge = open.removeLast();
                InMemoryReplicaStore store = reached.getOrDefault(knowledge, new InMemoryReplicaStore());
                for (int index = 0; index < history.size(); index++) {
                    Write write = history.get(index);
                    if ((knowledge >> 2 * index & 3) == 0) {
                        step(history, reached, open, store, knowledge | 2 << 2 * index, write.delta());
                        if ((superseded & 1 << index) != 0) {
                            step(history, reached, open, store, knowledge | 1 << 2 * index, write.absent());
                        }
                    } else {
                        // Once more changes nothing; what is wrong after it is found right below.
                        join(store, write.delta());
                    }
                }
                check(history, knowledge, store);
                checkScan(history, knowledge, store);
            }
        }

        private void step(
                List<Write> history,
                Map<Integer, InMemoryReplicaStore> reached,
                List<Integer> open,
                InMemoryReplicaStore from,
                int knowledge,
                Delta delta) {
            InMemoryReplicaStore store = from.image();
            join(store, delta);
            check(history, knowledge, store);
            if (reached.putIfAbsent(knowledge, store) == null) {
                open.add(knowledge);
            }
        }

        private void join(InMemoryReplicaStore store, Delta delta) {
            steps++;
            store.join(delta);
        }

        private void check(List<Write> history, int knowledge, InMemoryReplicaStore store) {
            Map<StreamId, Ranges> seen = new TreeMap<>();
            Set<Dot> live = new TreeSet<>();
            for (int index = 0; index < history.size(); index++) {
                Row row = history.get(index).row();
                int known = knowledge >> 2 * index & 3;
                if (known != 0) {
                    seen.merge(
                            row.stream(), Ranges.of(row.dot().seq(), row.dot().seq()), Ranges::union);
                }
                if (known == 2) {
                    live.add(row.dot());
                }
            }
            for (int index = 0; index < history.size(); index++) {
                if ((knowledge >> 2 * index & 3) == 2) {
                    Row row = history.get(index).row();
                    live.removeIf(dot -> row.supersedes().covers(dot));
                }
            }
            Set<Dot> held = new TreeSet<>();
            store.live(SETTINGS, KEY).forEach(row -> held.add(row.dot()));
            if (!held.equals(live) || !store.context(SETTINGS).equals(seen)) {
                wrong.add("after " + Integer.toString(knowledge, 4) + " of " + history + " live are " + held + ", not "
                        + live + ", and seen is " + store.context(SETTINGS) + ", not " + seen);
            }
        }

        /** What a relay hands on: all that it has seen, with what of it is live, and never more than is wanted. */
        private void checkScan(List<Write> history, int knowledge, InMemoryReplicaStore store) {
            InMemoryReplicaStore fresh = new InMemoryReplicaStore();
            store.context(SETTINGS).forEach((stream, seen) -> {
                for (Ranges part : List.of(Ranges.of(seen.max(), seen.max()), Ranges.of(1, seen.max()))) {
                    Delta found = store.scan(stream, part, Integer.MAX_VALUE);
                    if (!found.covered(stream).equals(seen.intersect(part))) {
                        wrong.add("after " + Integer.toString(knowledge, 4) + " of " + history + " a scan of " + part
                                + " covers " + found.covered());
                    }
                    join(fresh, found);
                }
            });
            if (!fresh.liveRows().equals(store.liveRows())) {
                wrong.add("after " + Integer.toString(knowledge, 4) + " of " + history + " a relay hands on "
                        + fresh.liveRows() + " of " + store.liveRows());
            }
        }
    }

    private static final class StreamWalk {
        private static final StreamId STREAM =
                new StreamId(new ShardId(WARD, Family.OBS), Actor.of(new UUID(0, 1), 1), 1);

        private final int operations;
        private final List<String> wrong = new ArrayList<>();
        private long histories;
        private long steps;

        StreamWalk(int operations) {
            this.operations = operations;
        }

        void extend(List<Delta> history, long minted, Set<Long> lost) {
            if (!wrong.isEmpty()) {
                return;
            }
            if (history.size() == operations) {
                histories++;
                walk(history, (int) minted);
                return;
            }
            extend(with(history, readings(minted + 1, 2)), minted + 2, lost);
            Set<Long> oneMore = new TreeSet<>(lost);
            oneMore.add(minted + 1);
            extend(with(history, loss(minted + 1)), minted + 1, oneMore);
            for (long found : lost) {
                Set<Long> oneLess = new TreeSet<>(lost);
                oneLess.remove(found);
                extend(with(history, readings(found, 1)), minted, oneLess);
            }
        }

        private static List<Delta> with(List<Delta> history, Delta delta) {
            List<Delta> longer = new ArrayList<>(history);
            longer.add(delta);
            return longer;
        }

        private static Delta readings(long first, int count) {
            List<Observation> readings = new ArrayList<>();
            for (long seq = first; seq < first + count; seq++) {
                readings.add(new Observation(150456, seq, 0, 262688, Validity.VALID, seq, seq));
            }
            return new Delta(
                    List.of(),
                    List.of(Blocks.of(STREAM, first, readings)),
                    List.of(),
                    Map.of(STREAM, Ranges.of(first, first + count - 1)));
        }

        private static Delta loss(long seq) {
            return new Delta(
                    List.of(),
                    List.of(),
                    List.of(new Lost(STREAM, seq, seq, LossReason.values()[0], 5)),
                    Map.of(STREAM, Ranges.of(seq, seq)));
        }

        /** Knowledge: two bits a sequence; 0 unknown, 1 lost, 2 data. */
        private void walk(List<Delta> history, int minted) {
            List<Delta> messages = new ArrayList<>(history);
            for (Delta delta : history) {
                if (delta.covered(STREAM).cardinality() == 2) {
                    long first = delta.covered(STREAM).first(0);
                    messages.add(readings(first, 1));
                    messages.add(readings(first + 1, 1));
                }
            }
            Map<Integer, InMemoryReplicaStore> reached = new HashMap<>();
            List<Integer> open = new ArrayList<>(List.of(0));
            reached.put(0, new InMemoryReplicaStore());
            while (!open.isEmpty() && wrong.isEmpty()) {
                int knowledge = open.removeLast();
                InMemoryReplicaStore store = reached.getOrDefault(knowledge, new InMemoryReplicaStore());
                for (Delta message : messages) {
                    int after = after(knowledge, message);
                    InMemoryReplicaStore target = after == knowledge ? store : store.image();
                    steps++;
                    target.join(message);
                    if (after != knowledge && reached.putIfAbsent(after, target) == null) {
                        open.add(after);
                    }
                    check(history, after, minted, target);
                }
            }
        }

        private static int after(int knowledge, Delta message) {
            int after = knowledge;
            int rank = message.lost().isEmpty() ? 2 : 1;
            Ranges covered = message.covered(STREAM);
            for (long seq = covered.first(0); seq <= covered.last(0); seq++) {
                int at = 2 * (int) (seq - 1);
                after = after & ~(3 << at) | Math.max(rank, after >> at & 3) << at;
            }
            return after;
        }

        private void check(List<Delta> history, int knowledge, int minted, InMemoryReplicaStore store) {
            Ranges seen = Ranges.EMPTY;
            Ranges lost = Ranges.EMPTY;
            Set<Long> data = new TreeSet<>();
            for (long seq = 1; seq <= minted; seq++) {
                int known = knowledge >> 2 * (int) (seq - 1) & 3;
                seen = known == 0 ? seen : seen.plus(seq, seq);
                lost = known == 1 ? lost.plus(seq, seq) : lost;
                if (known == 2) {
                    data.add(seq);
                }
            }
            ShardId shard = STREAM.shard();
            boolean right = store.context(shard)
                            .getOrDefault(STREAM, Ranges.EMPTY)
                            .equals(seen)
                    && store.lost(shard).getOrDefault(STREAM, Ranges.EMPTY).equals(lost)
                    && store.readings(STREAM).keySet().equals(data)
                    && store.equivocations(shard).isEmpty();
            Delta all = store.scan(STREAM, Ranges.of(1, Long.MAX_VALUE - 2), Integer.MAX_VALUE);
            if (!right
                    || !all.covered(STREAM).equals(seen)
                    || !all.holding(STREAM).lost().equals(lost)) {
                wrong.add("after " + Integer.toString(knowledge, 4) + " of " + history + " seen is "
                        + store.context(shard) + ", lost " + store.lost(shard));
            }
        }
    }
}
