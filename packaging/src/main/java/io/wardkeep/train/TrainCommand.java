package io.wardkeep.train;

import io.wardkeep.demo.ChildProcess;
import io.wardkeep.demo.DemoPlan;
import io.wardkeep.demo.PageClient;
import io.wardkeep.demo.Partition;
import io.wardkeep.demo.Stage;
import io.wardkeep.soak.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code wardkeep-train}: runs a hub, a gateway and a busy ward for some seconds, and keeps what their JVMs learned
 * beside their jars, where the launchers find it. Exit 0 done, 1 failed (the programs run as before), 2 usage.
 */
@Command(
        name = "wardkeep-train",
        mixinStandardHelpOptions = true,
        version = "wardkeep-train 0.1.0",
        description = "Makes the programs start faster on this machine; once after installing, and after a new JDK.",
        footer = {"", "It needs the right to write into the programs' lib directory, and some free ports on loopback."})
public final class TrainCommand implements Callable<Integer> {

    private static final List<String> PROGRAMS = List.of("wardkeep-gateway", "wardkeep-hub", "wardkeep-sim");
    private static final int WARD = 0;
    private static final int LOAD_DEVICES = 12;
    private static final int LOAD_SECONDS = 10;
    private static final int OUTAGE_SECONDS = 6;
    private static final Duration CATCH_UP_PATIENCE = Duration.ofSeconds(60);

    @Option(names = "--port-base", defaultValue = "9700", description = "first of the ports used (default 9700)")
    private int portBase;

    /** For picocli. */
    public TrainCommand() {}

    /** Trains and exits. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TrainCommand())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println("wardkeep-train: " + failure.getMessage());
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("wardkeep.home"));
        Path directory = Files.createTempDirectory("wardkeep-train");
        Map<String, String> options = new LinkedHashMap<>();
        for (String program : PROGRAMS) {
            Files.deleteIfExists(cache(home, program));
            options.put(program, "-XX:AOTCacheOutput=" + made(directory, program));
        }
        DemoPlan plan = new DemoPlan(home, directory, portBase, Duration.ZERO, Duration.ZERO);
        try (Stage stage = new Stage(plan, options)) {
            play(plan, stage);
        }
        for (String program : PROGRAMS) {
            keep(home, directory, program);
        }
        keepDatabase(home, directory.resolve("hub/postgres/server"));
        plan.clear();
        return 0;
    }

    private static void play(DemoPlan plan, Stage stage) throws IOException, InterruptedException {
        stage.startDevices(WARD, "2s #2 desaturation to=82 over=2s for=5s\n");
        stage.startHub();
        stage.startGateway(
                WARD,
                IntStream.rangeClosed(1, LOAD_DEVICES)
                        .mapToObj(number -> String.format(Locale.ROOT, "load-%02d", number))
                        .toList(),
                List.of());
        stage.awaitGateway(WARD);
        Partition people = new Partition(plan, stage);
        List<PageClient> pages = List.of(people.nurse(), people.physician());
        load(plan, pages, LOAD_SECONDS);
        // What a hub does with a ward that comes back is learned as well: it is busiest then.
        stage.link(WARD).cut();
        load(plan, pages, OUTAGE_SECONDS);
        stage.link(WARD).restore();
        stage.stopDevices();
        awaitCatchUp(pages.getFirst(), pages.getLast());
    }

    private static void load(DemoPlan plan, List<PageClient> pages, int seconds)
            throws IOException, InterruptedException {
        try (ChildProcess load = ChildProcess.start(
                "load",
                plan.directory(),
                List.of(
                        plan.program("wardkeep-sim"),
                        "load",
                        "--observations=20000",
                        "--beds=" + LOAD_DEVICES,
                        "--mqtt=127.0.0.1:" + plan.mqttPort(WARD),
                        "--for=" + seconds + "s"))) {
            while (load.process().isAlive()) {
                for (PageClient page : pages) {
                    page.get("api/v1/beds");
                    page.get("api/v1/alerts");
                    page.get("api/v1/completeness");
                }
                Thread.sleep(500);
            }
        }
    }

    private static void awaitCatchUp(PageClient ward, PageClient hub) throws IOException, InterruptedException {
        long end = System.nanoTime() + CATCH_UP_PATIENCE.toNanos();
        while (!Observed.streams(ward).equals(Observed.streams(hub))) {
            if (System.nanoTime() > end) {
                throw new IOException("the gateway does not catch up");
            }
            Thread.sleep(500);
        }
    }

    private static void keep(Path home, Path directory, String program) throws IOException {
        Path made = made(directory, program);
        if (!Files.exists(made)) {
            throw new IOException("the JVM of " + program + " left no cache; the logs are in " + directory);
        }
        Path beside = cache(home, program).resolveSibling(program + ".aot.new");
        Files.copy(made, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, cache(home, program), StandardCopyOption.ATOMIC_MOVE);
        System.out.println(program + ": " + Files.size(cache(home, program)) / 1_000_000 + " MB");
    }

    /** The database's programs, which the hub had to unpack: from now on it runs them where they are kept. */
    private static void keepDatabase(Path home, Path unpacked) throws IOException {
        Path kept = home.resolve("lib/postgres");
        if (Files.exists(kept)) {
            return;
        }
        Path beside = home.resolve("lib/postgres.new");
        DemoPlan.clear(beside);
        try (Stream<Path> all = Files.walk(unpacked)) {
            for (Path path : all.toList()) {
                Files.copy(
                        path,
                        beside.resolve(unpacked.relativize(path).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
        }
        Files.move(beside, kept, StandardCopyOption.ATOMIC_MOVE);
        System.out.println("database programs: " + kept);
    }

    private static Path made(Path directory, String program) {
        return directory.resolve(program + ".aot");
    }

    private static Path cache(Path home, String program) {
        return home.resolve("lib").resolve(program + ".aot");
    }
}
