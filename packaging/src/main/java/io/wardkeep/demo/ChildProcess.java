package io.wardkeep.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A Wardkeep program as a process of its own, its output in a log file. Stopped when closed, so that nothing is left
 * running.
 *
 * @param name for messages and the log's name
 * @param process the running process
 * @param log its output
 */
public record ChildProcess(String name, Process process, Path log) implements AutoCloseable {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    private static final String JAVA_OPTIONS = "WARDKEEP_JAVA_OPTIONS";
    private static final int LOG_TAIL_LINES = 15;

    /** Starts {@code command}, appending its output to {@code directory/name.log}. */
    public static ChildProcess start(String name, Path directory, List<String> command) throws IOException {
        return start(name, directory, command, "");
    }

    /** The same with more options of the JVM than {@code WARDKEEP_JAVA_OPTIONS} has here. */
    public static ChildProcess start(String name, Path directory, List<String> command, String javaOptions)
            throws IOException {
        Path log = directory.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (!javaOptions.isEmpty()) {
            builder.environment().merge(JAVA_OPTIONS, javaOptions, (given, more) -> given + " " + more);
        }
        Process process = builder.start();
        stopWithUs(process);
        return new ChildProcess(name, process, log);
    }

    /** Whoever is asked to stop itself (SIGTERM) leaves none of its programs running. */
    private static void stopWithUs(Process process) {
        Thread hook = new Thread(process::destroy, "stop-" + process.pid());
        Runtime.getRuntime().addShutdownHook(hook);
        var _ = process.onExit().thenRun(() -> Runtime.getRuntime().removeShutdownHook(hook));
    }

    /**
     * Waits until {@code ready} holds; throws with the end of the log when the process ends or time runs out before.
     */
    public void awaitReady(BooleanSupplier ready, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IOException(name + " ended with exit code " + process.exitValue() + "; its log " + log
                        + " ends with:\n" + logTail());
            }
            if (System.nanoTime() > end) {
                throw new IOException(name + " was not ready after " + patience.toSeconds() + " s; its log " + log
                        + " ends with:\n" + logTail());
            }
            Thread.sleep(20);
        }
    }

    /** The last lines of its log. */
    public String logTail() throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    }

    /** {@code kill -9}, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to stop (SIGTERM) and waits; after a minute it is killed. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
