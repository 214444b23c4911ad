package io.wardkeep.proof;

import com.sun.management.ThreadMXBean;
import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.DotFun;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MultiValueRegister;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.RegisterReplica;
import io.wardkeep.lattice.ResetRemoveMap;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.InMemoryReplicaStore;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.WardId;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.ORMap;
import org.apache.pekko.cluster.ddata.ORSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code packaging/bench merge}: what joining one update costs, at some number of entries. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = "Joins of one update into a state of so many entries, and the same in Pekko Distributed Data.")
final class MergeCommand implements Callable<Integer> {

    private static final Actor WRITER = Actor.of(new UUID(1, 1), 1);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** Joined as they come: fresh, and still in the processor's cache. */
    private static final int UPDATES = 64;

    private static final double JOINS_PER_SECOND = 5e6;
    private static final double TIMES_PEKKO = 100;

    @Option(names = "--entries", defaultValue = "512", description = "in the state (default ${DEFAULT-VALUE})")
    private int entries;

    @Option(names = "--for", defaultValue = "5", description = "seconds of each measurement (default ${DEFAULT-VALUE})")
    private int seconds;

    /** Where results go, so that the compiler cannot leave the work out. */
    private final Object[] results = new Object[64];

    private MergeCommand() {}

    @Override
    public Integer call() {
        System.out.println(
                "goal: >= 5,000,000 joins/s in memory and >= 100 times Pekko Distributed Data at 512 entries");
        System.out.println(
                "one update into " + entries + " entries (key and value of 8 bytes), CPU time of one thread");
        double ours = replica();
        map();
        store();
        double peer = Math.max(pekkoMap(), pekkoSet());
        boolean kept = ours >= JOINS_PER_SECOND && ours >= TIMES_PEKKO * peer;
        System.out.println(String.format(
                Locale.ROOT,
                "lattice.RegisterReplica is %.0f times as fast as the faster of Pekko's%n%s",
                ours / peer,
                kept ? "kept" : "NOT KEPT"));
        return kept ? 0 : 1;
    }

    /** The library's map of registers, joined in place: each update supersedes the last of its key. */
    private double replica() {
        RegisterReplica writer = new RegisterReplica();
        RegisterReplica state = new RegisterReplica();
        for (int index = 0; index < entries; index++) {
            state.join(writer.write(WRITER, key(index), key(index)));
        }
        List<ResetRemoveMap<DotFun>> updates = new ArrayList<>();
        long[] made = new long[1];
        double speed = inBatches(
                "lattice.RegisterReplica, in place",
                () -> {
                    updates.clear();
                    for (int index = 0; index < UPDATES; index++) {
                        int key = (int) (made[0]++ * 7 % entries);
                        updates.add(writer.write(WRITER, key(key), key(key)));
                    }
                },
                () -> updates.forEach(state::join));
        if (!state.snapshot().equals(writer.snapshot())) {
            throw new IllegalStateException("the reader does not hold what the writer holds");
        }
        return speed;
    }

    /** The library's map of registers: immutable, whole states. */
    private void map() {
        RegisterReplica full = new RegisterReplica();
        for (int index = 0; index < entries; index++) {
            full.write(WRITER, key(index), key(index));
        }
        ResetRemoveMap<DotFun> state = full.snapshot();
        List<ResetRemoveMap<DotFun>> deltas = new ArrayList<>();
        for (int index = 0; index < 64; index++) {
            deltas.add(write(state, index * 7 % entries));
        }
        measure("lattice.ResetRemoveMap, immutable", at -> state.join(deltas.get(at % deltas.size())));
    }

    private double pekkoMap() {
        LWWMap<String, String> state = PekkoRegisters.map(entries);
        List<ORMap.DeltaOp> deltas = PekkoRegisters.writes(state, entries, 64);
        return measure("Pekko LWWMap.mergeDelta", at -> state.mergeDelta(deltas.get(at % deltas.size())));
    }

    private double pekkoSet() {
        ORSet<String> state = PekkoRegisters.set(entries);
        List<ORSet.DeltaOp> deltas = PekkoRegisters.adds(state, entries, 64);
        return measure("Pekko ORSet.mergeDelta", at -> state.mergeDelta(deltas.get(at % deltas.size())));
    }

    private static ResetRemoveMap<DotFun> write(ResetRemoveMap<DotFun> state, int key) {
        return state.update(
                key(key),
                DotFun.EMPTY,
                in -> new MultiValueRegister(in).write(WRITER, key(key)).state());
    }

    private static Bytes key(int index) {
        return Bytes.adopt(ByteBuffer.allocate(8).putLong(index).array());
    }

    /** The twin of the stores: rows by their keys, in place. */
    private void store() {
        ShardId shard = new ShardId(new WardId("7A"), Family.CONFIG);
        StreamId stream = StreamId.rows(shard, WRITER);
        InMemoryReplicaStore store = new InMemoryReplicaStore();
        long[] last = new long[entries];
        long[] seq = new long[1];
        List<Delta> updates = new ArrayList<>();
        Runnable make = () -> {
            updates.clear();
            for (int index = 0; index < UPDATES; index++) {
                int key = index % entries;
                VersionVector supersedes =
                        last[key] == 0 ? VersionVector.EMPTY : VersionVector.EMPTY.plus(new Dot(WRITER, last[key]));
                last[key] = ++seq[0];
                Row row = new Row(
                        shard,
                        "key" + key,
                        new Dot(WRITER, last[key]),
                        supersedes,
                        HybridTimestamp.of(1, 0),
                        1,
                        key(key));
                updates.add(
                        new Delta(List.of(row), List.of(), List.of(), Map.of(stream, Ranges.of(last[key], last[key]))));
            }
        };
        inBatches("sync.InMemoryReplicaStore, in place", make, () -> updates.forEach(store::join));
    }

    /** Updates are made beforehand, a batch at a time, so that only joining is measured. */
    private double inBatches(String what, Runnable make, Runnable join) {
        long joined = 0;
        long cpu = 0;
        long until = System.nanoTime() + 2L * seconds * 1_000_000_000;
        boolean isWarm = false;
        while (System.nanoTime() < until) {
            make.run();
            if (!isWarm && System.nanoTime() > until - seconds * 1_000_000_000L) {
                isWarm = true;
                joined = 0;
                cpu = 0;
            }
            long before = THREADS.getCurrentThreadCpuTime();
            join.run();
            cpu += THREADS.getCurrentThreadCpuTime() - before;
            joined += UPDATES;
        }
        return print(what, joined, cpu);
    }

    private double measure(String what, IntFunction<Object> once) {
        int at = 0;
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < until) {
            results[at % results.length] = once.apply(at++);
        }
        long before = THREADS.getCurrentThreadCpuTime();
        at = 0;
        until = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < until) {
            results[at % results.length] = once.apply(at++);
        }
        return print(what, at, THREADS.getCurrentThreadCpuTime() - before);
    }

    private static double print(String what, long joins, long cpuNanos) {
        System.out.println(String.format(
                Locale.ROOT,
                "  %-40s %10.0f ns a join, %10.0f joins/s of CPU",
                what,
                (double) cpuNanos / joins,
                joins * 1e9 / cpuNanos));
        return joins * 1e9 / cpuNanos;
    }
}
