package io.wardkeep.bench;

import io.wardkeep.demo.DemoPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code packaging/bench}: measurements that can be run again. */
@Command(
        name = "packaging/bench",
        mixinStandardHelpOptions = true,
        description = "Measures the built programs and prints tables.",
        footer = {"", "Examples:", "  packaging/bench alerts", "  packaging/bench alerts --observations 100000 --for 30"
        })
public final class BenchCommand {

    /** For picocli. */
    public BenchCommand() {}

    /** Runs a benchmark and exits. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }

    @Command(
            name = "alerts",
            mixinStandardHelpOptions = true,
            description = "The alert path of a running gateway: read return to annunciation handed over.")
    int alerts(
            @Option(names = "--observations", defaultValue = "20000", description = "a second (default 20000)")
                    int observations,
            @Option(names = "--for", defaultValue = "60", description = "seconds of each scenario (default 60)")
                    int seconds,
            @Option(
                            names = "--port-base",
                            defaultValue = "9600",
                            description = "first of the ports used (default 9600)")
                    int portBase)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("wardkeep-bench");
        DemoPlan plan = new DemoPlan(
                Path.of(System.getProperty("wardkeep.home")), directory, portBase, Duration.ZERO, Duration.ZERO);
        AlertBench bench = new AlertBench(plan, observations, Duration.ofSeconds(seconds));
        System.out.println("alert decision at " + observations + " observations/s for " + seconds
                + " s, twelve beds, hub away; logs are in " + directory);
        System.out.println(AlertBench.Row.HEADER);
        System.out.println(bench.run("as it is", List.of()).line());
        System.out.println(
                bench.run("300 ms a commit", List.of("--commit-delay=300")).line());
        return 0;
    }
}
