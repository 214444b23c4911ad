package io.wardkeep.soak;

import io.wardkeep.demo.DemoPlan;
import io.wardkeep.simulator.patient.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.client.mqttv3.MqttException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code packaging/soak}: the long fault runs. Exit 0 when everything acknowledged was kept once, 1 otherwise. */
@Command(
        name = "packaging/soak",
        mixinStandardHelpOptions = true,
        description = "Fault runs against real processes.",
        footer = {
            "",
            "Proofs without processes (each has --help):",
            "  simulate      a hub and three gateways in one thread from one seed, with every fault we know",
            "  exhaust       every history of three replicas within a small scope, in every order",
            "  laws          the algebra of every type over a million cases",
            "  fuzz          garbled bytes for everything that reads a peer's bytes",
            "  fuzz-drivers  garbled bytes for every driver, guided by coverage",
            "",
            "Examples:",
            "  packaging/soak simulate --seeds 100000",
            "  packaging/soak kill --times 100",
            "  packaging/soak cut --times 30 --hub-kills 5",
            "  packaging/soak ward --beds 64 --for 10m",
            "  packaging/soak kill --times 20 --commit-delay 100",
            "  packaging/soak kill --times 20 --commit-delay 100 --acknowledge-before-commit     must fail"
        })
public final class SoakCommand {

    @Option(
            names = "--port-base",
            defaultValue = "9200",
            scope = CommandLine.ScopeType.INHERIT,
            description = "first of the ports used (default 9200)")
    private int portBase;

    @Option(
            names = "--seed",
            defaultValue = "1",
            scope = CommandLine.ScopeType.INHERIT,
            description = "of the faults (default 1)")
    private long seed;

    /** For picocli. */
    public SoakCommand() {}

    /** Runs a soak and exits. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SoakCommand()).execute(arguments));
    }

    @Command(name = "kill", mixinStandardHelpOptions = true, description = "Kills the gateway under load with SIGKILL.")
    int kill(
            @Option(names = "--times", defaultValue = "100", description = "how often (default 100)") int times,
            @Option(
                            names = "--commit-delay",
                            defaultValue = "0",
                            description = "milliseconds that each commit is slowed, as a poor disk does (default 0)")
                    int commitDelayMillis,
            @Option(
                            names = "--acknowledge-before-commit",
                            description = "negative control: break the promise; the run must then fail")
                    boolean acknowledgeBeforeCommit)
            throws IOException, InterruptedException, MqttException {
        System.out.println("goal: 0 acknowledged lost, 0 duplicated in " + times + " kills; seed " + seed);
        List<String> options = new ArrayList<>(List.of("--commit-delay=" + commitDelayMillis));
        if (acknowledgeBeforeCommit) {
            options.add("--acknowledge-before-commit");
        }
        return judge(run(options).kills(times));
    }

    @Command(name = "cut", mixinStandardHelpOptions = true, description = "Cuts the link and kills the hub.")
    int cut(
            @Option(names = "--times", defaultValue = "30", description = "how many cuts (default 30)") int times,
            @Option(
                            names = "--hub-kills",
                            defaultValue = "5",
                            description = "how many of them with the hub killed (default 5)")
                    int hubKills)
            throws IOException, InterruptedException, MqttException {
        System.out.println("goal: 0 acknowledged lost, 0 duplicated in " + times + " cuts and " + hubKills
                + " kills of the hub; seed " + seed);
        return judge(run(List.of()).cuts(times, hubKills));
    }

    @Command(
            name = "ward",
            mixinStandardHelpOptions = true,
            description = "A mixed ward of every simulated protocol on one gateway: nothing lost, nothing malformed,"
                    + " within a core and the memory of a small box.")
    int ward(
            @Option(names = "--beds", defaultValue = "64", description = "how many (default 64)") int beds,
            @Option(names = "--for", defaultValue = "10m", description = "how long it is measured (default 10m)")
                    String length)
            throws IOException, InterruptedException {
        System.out.println("goal: " + WardReport.GOAL);
        WardReport report = new WardSoak(plan(), beds, seed, System.out::println).run(Script.duration(length));
        report.lines().forEach(System.out::println);
        System.out.println(report.good() ? "kept" : "NOT KEPT");
        return report.good() ? 0 : 1;
    }

    private FaultRun run(List<String> gatewayOptions) throws IOException {
        return new FaultRun(plan(), seed, gatewayOptions, System.out::println);
    }

    private DemoPlan plan() throws IOException {
        Path directory = Files.createTempDirectory("wardkeep-soak");
        System.out.println("state and logs are in " + directory);
        return new DemoPlan(
                Path.of(System.getProperty("wardkeep.home")), directory, portBase, Duration.ZERO, Duration.ZERO);
    }

    private static int judge(Tally tally) {
        System.out.println(tally.line());
        System.out.println(tally.kept() ? "kept" : "NOT KEPT");
        return tally.kept() ? 0 : 1;
    }
}
