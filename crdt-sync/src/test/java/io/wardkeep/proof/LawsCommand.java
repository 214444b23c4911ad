package io.wardkeep.proof;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code packaging/soak laws}: the laws of a check, over more cases. Exit 0 when all held, 1 otherwise. */
@Command(
        name = "laws",
        mixinStandardHelpOptions = true,
        description = "Every law of every type over so many seeded cases.",
        footer = {"", "Examples:", "  packaging/soak laws --cases 1000000", "  packaging/soak laws --only LatticeLaws"})
final class LawsCommand implements Callable<Integer> {

    @Option(names = "--cases", defaultValue = "1000000", description = "of each law (default ${DEFAULT-VALUE})")
    private int cases;

    @Option(names = "--only", defaultValue = ".*Laws", description = "classes by pattern (default ${DEFAULT-VALUE})")
    private String only = "";

    private LawsCommand() {}

    @Override
    public Integer call() {
        System.out.println(
                "goal: 0 counterexamples in " + cases + " cases of each law, a twentieth where histories are long");
        System.setProperty("wardkeep.laws.cases", Integer.toString(cases));
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage("io.wardkeep"))
                .filters(includeClassNamePatterns("(.*\\.)?" + only))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .build();
        Listener listener = new Listener();
        long before = System.nanoTime();
        LauncherFactory.create().execute(request, listener);
        int failed = listener.failed.get();
        System.out.println(String.format(
                Locale.ROOT,
                "%d laws held, %d did not, in %.1f s",
                listener.held.get(),
                failed,
                (System.nanoTime() - before) / 1e9));
        System.out.println(failed == 0 && listener.held.get() > 0 ? "kept" : "NOT KEPT");
        return failed == 0 && listener.held.get() > 0 ? 0 : 1;
    }

    private static final class Listener implements TestExecutionListener {
        private final ConcurrentHashMap<String, Long> began = new ConcurrentHashMap<>();
        private final AtomicInteger held = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();

        @Override
        public void executionStarted(TestIdentifier test) {
            began.put(test.getUniqueId(), System.nanoTime());
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (!test.isTest()) {
                return;
            }
            boolean successful = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            (successful ? held : failed).incrementAndGet();
            long since = began.getOrDefault(test.getUniqueId(), System.nanoTime());
            System.out.println(String.format(
                    Locale.ROOT,
                    "  %s %s %.1f s%s",
                    test.getParentIdObject()
                            .map(id -> id.getLastSegment().getValue())
                            .orElse(""),
                    test.getDisplayName(),
                    (System.nanoTime() - since) / 1e9,
                    successful
                            ? ""
                            : ": "
                                    + result.getThrowable()
                                            .map(Throwable::toString)
                                            .orElse("")));
        }
    }
}
