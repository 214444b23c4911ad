package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.patient.Script;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What the running commands share: a line a second on the calling thread, until the time is over. */
final class RunningLoop {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long REPORT_NANOS = 1_000_000_000;
    private static final Duration FOR_EVER = Duration.ofDays(3_650);

    private RunningLoop() {}

    /** Prints tallies until the time is over, the simulation ends or the process is interrupted; exit code. */
    static int report(String forText, BooleanSupplier running, Supplier<List<Tally>> tallies, PrintStream out) {
        long length = (forText.isEmpty() ? FOR_EVER : Script.duration(forText)).toNanos();
        long start = System.nanoTime();
        long elapsed = 0;
        long reported = 0;
        while (elapsed < length
                && running.getAsBoolean()
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Math.min(REPORT_NANOS - (elapsed - reported), length - elapsed));
            elapsed = System.nanoTime() - start;
            if (elapsed - reported >= REPORT_NANOS) {
                reported += REPORT_NANOS;
                out.println(TallyJson.line(elapsed / NANOS_PER_MILLI, tallies.get()));
            }
        }
        out.println(TallyJson.line(elapsed / NANOS_PER_MILLI, tallies.get()));
        return running.getAsBoolean() ? 0 : 1;
    }

    /** A script by its name or from its file; empty for a quiet one. */
    static Script script(String nameOrFile) throws IOException {
        return switch (nameOrFile) {
            case "" -> Script.QUIET;
            case "demo-desaturation" -> Script.parse(Script.DEMO_DESATURATION);
            default -> Script.parse(Files.readString(Path.of(nameOrFile)));
        };
    }
}
