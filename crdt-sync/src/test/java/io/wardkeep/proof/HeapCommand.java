package io.wardkeep.proof;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.RegisterReplica;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code packaging/bench heap}: what an entry of a state keeps of the heap. Exit 0 when the bar is met. */
@Command(
        name = "heap",
        mixinStandardHelpOptions = true,
        description = "Heap that an entry of a state keeps, and the same in Pekko Distributed Data.")
final class HeapCommand implements Callable<Integer> {

    private static final double BYTES_MAX = 64;
    private static final int ROUNDS = 5;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    @Option(names = "--entries", defaultValue = "100000", description = "in the state (default ${DEFAULT-VALUE})")
    private int entries;

    private HeapCommand() {}

    @Override
    public Integer call() {
        System.out.println("goal: <= 64 B an entry");
        System.out.println("used heap after full collections, with " + entries
                + " entries minus without; an entry is a key of 8 characters of its own, a value of 8 characters of its"
                + " own, and the dot or clock that the type keeps of the write");
        double ours = measure("lattice.RegisterReplica", this::replica);
        measure("lattice.ResetRemoveMap, immutable", () -> replica().snapshot());
        measure("Pekko LWWMap<String, String>", () -> PekkoRegisters.map(entries));
        measure("Pekko ORSet<String> (no value)", () -> PekkoRegisters.set(entries));
        System.out.println(ours <= BYTES_MAX ? "kept" : "NOT KEPT");
        return ours <= BYTES_MAX ? 0 : 1;
    }

    private RegisterReplica replica() {
        Actor writer = Actor.of(new UUID(1, 1), 1);
        RegisterReplica replica = new RegisterReplica();
        for (int index = 0; index < entries; index++) {
            replica.write(writer, bytes('k', index), bytes('v', index));
        }
        return replica;
    }

    private static Bytes bytes(char kind, int index) {
        return Bytes.adopt(PekkoRegisters.text(kind, index).getBytes(StandardCharsets.US_ASCII));
    }

    /** The median of some rounds. */
    private double measure(String what, Supplier<Object> state) {
        List<Double> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long before = used();
            Object kept = state.get();
            try {
                rounds.add((double) (used() - before) / entries);
            } finally {
                Reference.reachabilityFence(kept);
            }
        }
        double median =
                rounds.stream().sorted(Comparator.naturalOrder()).toList().get(ROUNDS / 2);
        System.out.println(String.format(Locale.ROOT, "  %-40s %8.1f B an entry", what, median));
        return median;
    }

    /** What is used when collecting again frees nothing more. */
    private static long used() {
        long used = Long.MAX_VALUE;
        while (true) {
            MEMORY.gc();
            long now = MEMORY.getHeapMemoryUsage().getUsed();
            if (now >= used - 1_024) {
                return now;
            }
            used = now;
        }
    }
}
