package io.wardkeep.proof;

import io.wardkeep.simulation.Fault;
import io.wardkeep.simulation.Mutation;
import io.wardkeep.simulation.Outcome;
import io.wardkeep.simulation.Simulation;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code packaging/soak simulate}. Exit 0 when every seed kept every promise, 1 otherwise. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "A hub and three gateways in one thread from one seed, with every fault that we know of.",
        footer = {
            "",
            "Examples:",
            "  packaging/soak simulate --seeds 100000",
            "  packaging/soak simulate --seeds 1 --seed 4711            the same run again, to the last byte",
            "  packaging/soak simulate --mutation ADOPTED_DIGEST        a historic mistake: must fail",
            "  packaging/soak simulate --gate                           each mistake, one after the other: all must fail"
        })
final class SimulateCommand implements Callable<Integer> {

    private static final int GATE_SEEDS_MAX = 2_000;

    @Option(names = "--seeds", defaultValue = "2000", description = "how many (default ${DEFAULT-VALUE})")
    private int seeds;

    @Option(names = "--seed", defaultValue = "0", description = "the first (default ${DEFAULT-VALUE})")
    private long first;

    @Option(
            names = "--mutation",
            defaultValue = "NONE",
            description = "switch a mistake on; the run must then fail: ${COMPLETION-CANDIDATES}")
    private Mutation mutation = Mutation.NONE;

    @Option(
            names = "--gate",
            description = "switch each mistake on in turn; each must be found within " + GATE_SEEDS_MAX + " seeds")
    private boolean gate;

    private SimulateCommand() {}

    /** What all seeds together came to. */
    private static final class Total {
        private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
        private long simulatedMillis;
        private long frames;
        private long bytes;
        private long commits;
        private long shipped;
        private long redundant;
        private long trace;

        void add(long seed, Outcome outcome) {
            outcome.faults().forEach((fault, count) -> faults.merge(fault, (long) count, Long::sum));
            simulatedMillis += outcome.simulatedMillis();
            frames += outcome.frames();
            bytes += outcome.bytes();
            commits += outcome.commits();
            shipped += outcome.shipped();
            redundant += outcome.redundant();
            // A sum does not mind in which order the processors finish.
            trace += outcome.trace() * (2 * seed + 1);
        }
    }

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        return gate ? passGate() : simulate();
    }

    /** Would it notice? */
    private int passGate() throws InterruptedException, ExecutionException {
        System.out.println("goal: each mistake is found within " + GATE_SEEDS_MAX + " seeds from " + first);
        boolean all = true;
        for (Mutation mistake : Mutation.values()) {
            if (mistake == Mutation.NONE) {
                continue;
            }
            Cases<Outcome> cases = new Cases<>(seed -> Simulation.run(seed, mistake), outcome -> !outcome.kept());
            Cases.Result result = cases.run(first, GATE_SEEDS_MAX, (_, _) -> {});
            OptionalLong found = result.failed();
            all &= found.isPresent();
            System.out.println(String.format(
                    Locale.ROOT,
                    "  %-24s %s",
                    mistake,
                    found.isPresent() ? "found by seed " + found.getAsLong() : "NOT FOUND"));
        }
        System.out.println(all ? "kept" : "NOT KEPT");
        return all ? 0 : 1;
    }

    private int simulate() throws InterruptedException, ExecutionException {
        System.out.println("goal: every promise kept in " + seeds + " seeds from " + first
                + (mutation == Mutation.NONE ? "" : ", with " + mutation + " it must not be"));
        Total total = new Total();
        long before = System.nanoTime();
        Cases<Outcome> cases = new Cases<>(seed -> Simulation.run(seed, mutation), outcome -> !outcome.kept());
        Cases.Result result = cases.run(first, seeds, total::add);
        double seconds = (System.nanoTime() - before) / 1e9;
        System.out.println(String.format(
                Locale.ROOT,
                "%d seeds in %.1f s: %.0f seeds/s on %d threads; %.1f h simulated, %d frames, %d bytes, %d commits",
                result.done(),
                seconds,
                result.done() / seconds,
                result.threads(),
                total.simulatedMillis / 3_600_000.0,
                total.frames,
                total.bytes,
                total.commits));
        total.faults.forEach((fault, count) -> System.out.println("  " + count + " " + fault.plural()));
        System.out.println("  " + total.shipped + " entries shipped while it healed, " + total.redundant
                + " of them to boxes that held them");
        System.out.println("trace " + Long.toHexString(total.trace));
        if (result.failed().isEmpty()) {
            System.out.println("kept");
            return 0;
        }
        long seed = result.failed().getAsLong();
        System.out.println("NOT KEPT by seed " + seed + " (--seeds 1 --seed " + seed
                + (mutation == Mutation.NONE ? "" : " --mutation " + mutation) + "), shrunk to:");
        Simulation.shrunk(seed, mutation).forEach(line -> System.out.println("  " + line));
        return 1;
    }
}
