package io.wardkeep.bench;

import io.wardkeep.demo.DemoPlan;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.ward.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.eclipse.paho.client.mqttv3.MqttException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code packaging/bench}: measurements that can be run again. */
@Command(
        name = "packaging/bench",
        mixinStandardHelpOptions = true,
        description = "Measures the built programs and prints tables.",
        footer = {
            "",
            "Examples:",
            "  packaging/bench alerts",
            "  packaging/bench alerts --observations 100000 --for 30",
            "  packaging/bench codec",
            "  packaging/bench catchup --hours 1",
            "  packaging/bench ready --observations 100000000",
            "  packaging/bench merge",
            "  packaging/bench heap",
            "  packaging/bench apply",
            "  packaging/bench missing",
            "  packaging/bench bytes"
        })
public final class BenchCommand {

    private static final int JITTER_MILLIS = 8;

    /** For picocli. */
    public BenchCommand() {}

    /** Runs a benchmark and exits. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }

    @Command(
            name = "missing",
            mixinStandardHelpOptions = true,
            description = "What it costs to find 10,000 missing entries of a million.")
    int missing() {
        System.out.print(MissingBench.table());
        return 0;
    }

    @Command(
            name = "bytes",
            mixinStandardHelpOptions = true,
            description = "What an update costs on the wire in the steady state.")
    int bytes() {
        System.out.print(UpdateBytesBench.table());
        return 0;
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

    @Command(
            name = "apply",
            mixinStandardHelpOptions = true,
            description = "Updates of peers made durable in the gateway's journal. Exit 0 when the bar is met.")
    int apply(
            @Option(names = "--keys", defaultValue = "512", description = "that are written (default 512)") int keys,
            @Option(names = "--for", defaultValue = "12", description = "seconds of each row (default 12)") int seconds)
            throws IOException, SQLException {
        System.out.println("goal: >= 200,000 durable updates/s in batches over " + keys + " keys, synchronous=FULL");
        System.out.println("limits of beds by two writers, one write in 50 concurrent; each batch is one transaction;"
                + " the end is compared with what the writers know to be live, and again after reopening");
        System.out.println(ApplyBench.HEADER);
        Path directory = Path.of(System.getProperty("wardkeep.home")).resolveSibling("bench-apply");
        ApplyBench bench = new ApplyBench(keys, directory, Duration.ofSeconds(seconds));
        double best = 0;
        for (int batch : new int[] {64, 512, 4_096}) {
            ApplyBench.Measured ours = bench.store(batch);
            System.out.println(ours.line());
            System.out.println(bench.upserts(batch).line());
            best = Math.max(best, ours.perSecond());
        }
        System.out.println("cr-sqlite, measured elsewhere on this class of machine: 18,000 to 27,000 updates/s");
        System.out.println(best >= 200_000 ? "kept" : "NOT KEPT");
        return best >= 200_000 ? 0 : 1;
    }

    @Command(
            name = "codec",
            mixinStandardHelpOptions = true,
            description = "The segment codec on recordings: bytes a value and values a second of a core.")
    int codec(
            @Option(
                            names = "--recordings",
                            defaultValue = "../shared/data/bidmc",
                            description = "directory with *_Numerics.csv and *_Signals.csv[.gz] of the BIDMC data set"
                                    + " (default ../shared/data/bidmc beside the sources; else the shipped excerpt)")
                    Path directory)
            throws IOException, MalformedBytesException {
        CodecRecordings recordings = recordings(directory);
        RandomGenerator random = new Random(8);
        List<List<Reading>> numerics = recordings.numericStreams(0, 0, random);
        List<List<Reading>> curves = recordings.curveStreams();
        System.out.println("recordings: " + recordings.origin() + ", " + numerics.size()
                + " patients' numerics at 1 Hz, " + curves.size() + " patients' curves at 125 Hz");
        System.out.println(CodecBench.HEADER);
        System.out.println(CodecBench.row("numerics, sealed", CodecBench.sealed(numerics), true));
        System.out.println(CodecBench.row("curves, sealed", CodecBench.sealed(curves), true));
        Path found = found(directory);
        if (Files.isDirectory(found)) {
            System.out.println(CodecBench.row("numerics, sealed, recordings of odd number", half(found, 1), false));
            System.out.println(CodecBench.row("numerics, sealed, recordings of even number", half(found, 0), false));
        }
        System.out.println(CodecBench.row(
                "numerics, sealed, cut in the middle of the recording",
                CodecBench.sealed(recordings.numericStreams(360_000, 0, random)),
                false));
        System.out.println(CodecBench.row(
                "numerics, sealed, polled 8 ms early or late",
                CodecBench.sealed(recordings.numericStreams(0, 8, random)),
                false));
        System.out.println(CodecBench.row("numerics, a minute a block", CodecBench.every(60_000, numerics), false));
        System.out.println(CodecBench.row("numerics, live: a poll a block", CodecBench.every(1_000, numerics), false));
        System.out.println(CodecBench.row("curves, five minutes a block", CodecBench.every(300_000, curves), false));
        System.out.println(CodecBench.row("curves, live: a second a block", CodecBench.every(1_000, curves), false));
        System.out.println("the JDK's Deflater, level 9, on whole columns without times, flags and headers:");
        System.out.println(CodecBench.deflated("numerics, differences", numerics, 1));
        System.out.println(CodecBench.deflated("curves, second differences", curves, 2));
        return 0;
    }

    private static List<List<Reading>> half(Path directory, int remainder) throws IOException {
        return CodecBench.sealed(CodecRecordings.numbered(directory, remainder).numericStreams(0, 0, new Random(8)));
    }

    @Command(
            name = "catchup",
            mixinStandardHelpOptions = true,
            description = "A ward of 64 beds comes back after hours without its hub.")
    int catchUp(
            @Option(names = "--hours", defaultValue = "24", description = "of the outage (default 24)") double hours,
            @Option(names = "--beds", defaultValue = "64", description = "one monitor each (default 64)") int beds,
            @Option(
                            names = "--jitter",
                            defaultValue = "8",
                            description = "milliseconds that a poll may be early or late (default 8)")
                    int jitterMillis,
            @Option(names = "--recordings", defaultValue = "../shared/data/bidmc", description = "as of codec")
                    Path directory,
            @Option(
                            names = "--port-base",
                            defaultValue = "9500",
                            description = "first of the ports used (default 9500)")
                    int portBase)
            throws IOException, InterruptedException, MqttException {
        DemoPlan plan = plan("wardkeep-catchup", portBase);
        WardHistory history = new WardHistory(beds, Math.round(hours * 3600), jitterMillis, recordings(directory));
        System.out.println(said(history) + "; logs are in " + plan.directory());
        CatchUpBench.Row row = new CatchUpBench(plan, history, System.out::println).run();
        System.out.println(row.table());
        plan.clear();
        return 0;
    }

    @Command(
            name = "ready",
            mixinStandardHelpOptions = true,
            description = "A gateway with a long history is killed and starts again.")
    int ready(
            @Option(
                            names = "--observations",
                            defaultValue = "100000000",
                            description = "in the journal (default 100000000)")
                    long observations,
            @Option(names = "--starts", defaultValue = "5", description = "that are measured (default 5)") int starts,
            @Option(names = "--beds", defaultValue = "64", description = "one monitor each (default 64)") int beds,
            @Option(names = "--recordings", defaultValue = "../shared/data/bidmc", description = "as of codec")
                    Path directory,
            @Option(
                            names = "--port-base",
                            defaultValue = "9540",
                            description = "first of the ports used (default 9540)")
                    int portBase)
            throws IOException, InterruptedException, MqttException {
        DemoPlan plan = plan("wardkeep-ready", portBase);
        long polls = Math.ceilDiv(observations, (long) beds * WardHistory.VALUES);
        WardHistory history = new WardHistory(beds, polls, JITTER_MILLIS, recordings(directory));
        System.out.println(said(history) + "; logs are in " + plan.directory());
        List<ReadyBench.Start> measured = new ReadyBench(plan, history, starts, System.out::println).run();
        System.out.println(ReadyBench.line("ready", measured, ReadyBench.Start::readyMillis));
        System.out.println(ReadyBench.line("first alert", measured, ReadyBench.Start::alertMillis));
        plan.clear();
        return 0;
    }

    private static DemoPlan plan(String prefix, int portBase) throws IOException {
        return new DemoPlan(
                Path.of(System.getProperty("wardkeep.home")),
                Files.createTempDirectory(prefix),
                portBase,
                Duration.ZERO,
                Duration.ZERO);
    }

    private static String said(WardHistory history) {
        return String.format(
                Locale.ROOT,
                "%,d observations: %d beds, %d values a second for %.1f h, polled %d ms early or late; %s",
                history.observations(),
                history.beds(),
                WardHistory.VALUES,
                history.polls() / 3600.0,
                history.jitterMillis(),
                history.recordings().origin());
    }

    /** Of a directory, or of that directory beside the sources; else what is shipped. */
    private static CodecRecordings recordings(Path directory) throws IOException {
        Path found = found(directory);
        return Files.isDirectory(found) ? CodecRecordings.of(found) : CodecRecordings.shipped();
    }

    /** As it is, or beside the sources. */
    private static Path found(Path directory) {
        Path beside = Path.of(System.getProperty("wardkeep.home"), "../../..").resolve(directory);
        return Files.isDirectory(directory) ? directory : beside.normalize();
    }
}
