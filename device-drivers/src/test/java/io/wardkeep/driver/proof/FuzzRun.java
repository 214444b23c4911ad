package io.wardkeep.driver.proof;

import com.code_intelligence.jazzer.Jazzer;
import io.wardkeep.driver.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One driver garbled by Jazzer in a process of its own. Its directory holds {@code corpus}, {@code seeds},
 * {@code findings} and {@code log}; the corpus stays for the next run.
 */
final class FuzzRun {

    private static final Pattern EXECUTED = Pattern.compile("stat::number_of_executed_units: (\\d+)");
    private static final String EXCEPTION = "== Java Exception: ";
    private static final int FINDINGS_MAX = 8;
    /** libFuzzer's own clock, for a loop without an end; slow steps are found by {@link Garbling}. */
    private static final int HANG_SECONDS = 10;

    /**
     * How it went.
     *
     * @param executions how many inputs were given
     * @param seconds how long it took
     * @param inputs the corpus
     * @param findings inputs that showed a defect
     * @param remarks what was thrown, or why the run itself failed
     */
    record Outcome(long executions, double seconds, List<byte[]> inputs, List<byte[]> findings, List<String> remarks) {}

    private final Driver driver;
    private final Path corpus;
    private final Path seeds;
    private final Path findings;
    private final Path log;

    FuzzRun(Driver driver, Path directory) {
        this.driver = driver;
        corpus = directory.resolve("corpus");
        seeds = directory.resolve("seeds");
        findings = directory.resolve("findings");
        log = directory.resolve("log");
    }

    /** Gives so many inputs, or fewer when there are many findings. */
    Outcome run(long runs) throws IOException, InterruptedException {
        Files.createDirectories(corpus);
        empty(seeds);
        empty(findings);
        List<byte[]> known = Seeds.of(driver);
        for (int i = 0; i < known.size(); i++) {
            Files.write(seeds.resolve("seed-" + i), known.get(i));
        }
        long before = System.nanoTime();
        Process process = new ProcessBuilder(command(runs))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // Whoever stops the command stops the garbling.
        Thread stop = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(stop);
        int exit = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(stop);
        return outcome(exit, (System.nanoTime() - before) / 1e9);
    }

    private List<String> command(long runs) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+EnableDynamicAgentLoading",
                "-D" + FuzzTarget.DRIVER + "=" + driver.name(),
                "-cp",
                System.getProperty("java.class.path"),
                Jazzer.class.getName(),
                "--target_class=" + FuzzTarget.class.getName(),
                "--instrumentation_includes=io.wardkeep.driver.**",
                "--custom_hook_includes=io.wardkeep.driver.**",
                "--instrumentation_excludes=" + FuzzTarget.class.getPackageName() + ".**",
                "--keep_going=" + FINDINGS_MAX,
                "--reproducer_path=" + findings,
                "-runs=" + runs,
                "-max_len=" + Seeds.bytesMax(driver),
                "-timeout=" + HANG_SECONDS,
                "-print_final_stats=1",
                "-artifact_prefix=" + findings + "/",
                corpus.toString(),
                seeds.toString());
    }

    private Outcome outcome(int exit, double seconds) throws IOException {
        List<String> remarks = new ArrayList<>();
        long executions = 0;
        for (String line : Files.readAllLines(log)) {
            Matcher executed = EXECUTED.matcher(line);
            if (executed.find()) {
                executions = Long.parseLong(executed.group(1));
            } else if (line.startsWith(EXCEPTION)) {
                remarks.add(line.substring(EXCEPTION.length()));
            }
        }
        List<byte[]> found = contents(findings, "crash-", "timeout-", "oom-");
        if (exit != 0 && found.isEmpty()) {
            remarks.add("Jazzer ended with " + exit + ": see " + log);
        }
        return new Outcome(executions, seconds, contents(corpus, ""), found, remarks);
    }

    private static List<byte[]> contents(Path directory, String... prefixes) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (Stream.of(prefixes).anyMatch(name::startsWith)) {
                    contents.add(Files.readAllBytes(file));
                }
            }
        }
        return contents;
    }

    private static void empty(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
