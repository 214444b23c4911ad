package io.wardkeep.proof;

import io.wardkeep.simulation.SmallScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code packaging/soak exhaust}. Exit 0 when there is no counterexample, 1 otherwise. */
@Command(
        name = "exhaust",
        mixinStandardHelpOptions = true,
        description = "Every history of three replicas within a small scope, in every order, in every part, repeated.")
final class ExhaustCommand implements Callable<Integer> {

    @Option(names = "--operations", defaultValue = "5", description = "at most so many (default ${DEFAULT-VALUE})")
    private int operations;

    private ExhaustCommand() {}

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        System.out.println("goal: 0 counterexamples in all histories of at most " + operations
                + " operations of 3 replicas, one of them restored at most once");
        List<Callable<Boolean>> walks = new ArrayList<>();
        for (int count = operations; count >= 1; count--) {
            int exactly = count;
            walks.add(() -> report("a register, " + exactly + " operations", () -> SmallScope.registers(exactly)));
            walks.add(() -> report("a device, " + exactly + " operations", () -> SmallScope.observations(exactly)));
        }
        boolean kept = true;
        try (ExecutorService pool =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (Future<Boolean> walk : pool.invokeAll(walks)) {
                kept &= walk.get();
            }
        }
        System.out.println(kept ? "kept" : "NOT KEPT");
        return kept ? 0 : 1;
    }

    private static boolean report(String what, Callable<SmallScope.Walk> walk) throws Exception {
        long before = System.nanoTime();
        SmallScope.Walk done = walk.call();
        System.out.println(String.format(
                Locale.ROOT,
                "%s: %d histories, %d joins in %.1f s: %s",
                what,
                done.histories(),
                done.steps(),
                (System.nanoTime() - before) / 1e9,
                done.wrong().isEmpty() ? "0 counterexamples" : done.wrong().getFirst()));
        return done.wrong().isEmpty();
    }
}
