package io.wardkeep.proof;

import com.sun.management.ThreadMXBean;
import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.DotFun;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MultiValueRegister;
import io.wardkeep.lattice.Ranges;
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
import java.util.function.IntConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code packaging/bench merge}: what joining one update costs, at some number of entries. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = "Joins of one update into a state of so many entries: CPU time and memory.")
final class MergeCommand implements Callable<Integer> {

    private static final Actor WRITER = Actor.of(new UUID(1, 1), 1);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int UPDATES = 4_096;

    @Option(names = "--entries", defaultValue = "512", description = "in the state (default ${DEFAULT-VALUE})")
    private int entries;

    @Option(names = "--for", defaultValue = "5", description = "seconds of each measurement (default ${DEFAULT-VALUE})")
    private int seconds;

    private MergeCommand() {}

    @Override
    public Integer call() {
        System.out.println("one update into " + entries + " entries, CPU time of one thread");
        map();
        store();
        return 0;
    }

    /** The library's map of registers: immutable, whole states. */
    private void map() {
        ResetRemoveMap<DotFun> full = ResetRemoveMap.empty();
        for (int index = 0; index < entries; index++) {
            full = full.join(write(full, index));
        }
        ResetRemoveMap<DotFun> state = full;
        List<ResetRemoveMap<DotFun>> deltas = new ArrayList<>();
        for (int index = 0; index < 64; index++) {
            deltas.add(write(state, index * 7 % entries));
        }
        int[] seen = new int[1];
        measure("lattice.ResetRemoveMap, immutable", at -> {
            ResetRemoveMap<DotFun> joined = state.join(deltas.get(at % deltas.size()));
            seen[0] += joined.state().store().entries().size();
        });
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
        // Updates are made beforehand, a batch at a time, so that only joining is measured.
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
            updates.forEach(store::join);
            cpu += THREADS.getCurrentThreadCpuTime() - before;
            joined += UPDATES;
        }
        print("sync.InMemoryReplicaStore, in place", joined, cpu);
    }

    private void measure(String what, IntConsumer once) {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        for (int at = 0; System.nanoTime() < until; at++) {
            once.accept(at);
        }
        long before = THREADS.getCurrentThreadCpuTime();
        until = System.nanoTime() + seconds * 1_000_000_000L;
        int at = 0;
        while (System.nanoTime() < until) {
            once.accept(at++);
        }
        print(what, at, THREADS.getCurrentThreadCpuTime() - before);
    }

    private static void print(String what, long joins, long cpuNanos) {
        System.out.println(String.format(
                Locale.ROOT,
                "  %-40s %10.0f ns a join, %8.0f joins/s of CPU",
                what,
                (double) cpuNanos / joins,
                joins * 1e9 / cpuNanos));
    }
}
