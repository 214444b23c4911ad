package io.wardkeep.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is too slow, and one that fails to flush. Goal: no loss is silent; what was acknowledged is there, and
 * what was not kept is declared. Fault model: a commit that does not return; EIO from a flush, injected by strace.
 */
class StorageTroubleIT {

    private static final String DURABLE = "durable ";
    private static final String FATAL = "fatal";

    private final Path directory;

    StorageTroubleIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void whatASlowDiskCouldNotTakeIsDeclaredLostInItsPlace() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        RecordedHealth health = new RecordedHealth();
        JournalSurroundings ordinary = Ward.surroundings(health, broken -> {
            throw new AssertionError(broken);
        });
        JournalConfig usual = Ward.config(directory);
        Journal journal = Journal.open(
                new JournalConfig(
                        usual.directory(),
                        usual.witness(),
                        usual.machineId(),
                        usual.ward(),
                        usual.site(),
                        Duration.ofDays(30),
                        0,
                        new JournalBounds(4, 1 << 20, 4, 0)),
                new JournalSurroundings(
                        ordinary.clock(),
                        ordinary.random(),
                        ordinary.health(),
                        ordinary.fatal(),
                        () -> awaitQuietly(disk),
                        ordinary.policy()));
        int oximeter = journal.ordinalOf(Ward.OXIMETER);
        StoreLoop loop = journal.start(List.of());
        AtomicLong acknowledged = new AtomicLong();
        long kept = 0;
        long refused = 0;
        for (int entry = 0; entry < 50; entry++) {
            boolean taken = journal.inbox()
                    .offerOrDeclareLost(new JournalEntry.Readings(
                            oximeter,
                            Ward.observations(1 + 2L * entry, 2),
                            Optional.empty(),
                            () -> acknowledged.addAndGet(2)));
            kept += taken ? 2 : 0;
            refused += taken ? 0 : 2;
        }
        assertThat(refused).isPositive();
        assertThat(acknowledged).hasValue(0);
        disk.countDown();
        loop.stop();
        assertThat(acknowledged).hasValue(kept);
        assertThat(loop.figures().lost()).isEqualTo(refused);
        assertThat(health.told()).contains("+BEHIND");
        StreamId stream = new StreamId(new ShardId(Ward.NAME, Family.OBS), journal.self(), oximeter);
        try (Journal again = Ward.open(directory)) {
            assertThat(again.store().context(stream.shard())).containsEntry(stream, Ranges.of(1, kept + refused));
            assertThat(values(again)).hasSize((int) kept);
        }
    }

    @Test
    void aFlushThatFailsEndsTheProcessAndNothingAcknowledgedIsGone() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
        Process process = new ProcessBuilder(
                        "/usr/bin/strace",
                        "-f",
                        "-qq",
                        "-o",
                        "/dev/null",
                        "-e",
                        "trace=fsync,fdatasync",
                        "-e",
                        "inject=fsync,fdatasync:error=EIO:when=20+",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Set<Long> acknowledged = new HashSet<>();
        boolean said = false;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(DURABLE)) {
                    acknowledged.add(Long.valueOf(line.substring(DURABLE.length())));
                }
                said |= line.equals(FATAL);
            }
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).as("the failed flush ended the process").isTrue();
        assertThat(acknowledged).isNotEmpty();
        try (Journal again = Ward.open(directory)) {
            List<Long> found = values(again);
            Set<Long> distinct = new HashSet<>(found);
            assertThat(distinct).as("each once").hasSameSizeAs(found);
            acknowledged.removeAll(distinct);
            assertThat(acknowledged).as("acknowledged and gone").isEmpty();
        }
    }

    private static List<Long> values(Journal journal) {
        Content content = journal.store().content();
        List<Long> values = new ArrayList<>();
        for (StreamState state : content.streams.all()) {
            for (long next = 1; next <= state.context.max(); ) {
                Optional<Piece> piece =
                        state.readable().contains(next) ? content.bodies.holding(state, next) : Optional.empty();
                if (piece.isPresent()) {
                    for (Reading reading :
                            content.bodies.readings(state, piece.get()).orElseThrow()) {
                        values.add(((Observation) reading).mantissa());
                    }
                }
                next = piece.map(Piece::last).orElse(next) + 1;
            }
        }
        return values;
    }

    private static void awaitQuietly(CountDownLatch disk) {
        try {
            disk.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Appends values and prints those that are durable, until its journal cannot go on. */
    static final class Victim {

        private Victim() {}

        /** Argument: directory. */
        public static void main(String[] arguments) throws Exception {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
            Journal journal =
                    Journal.open(Ward.config(Path.of(arguments[0])), Ward.surroundings(new RecordedHealth(), broken -> {
                        out.println(FATAL);
                        Runtime.getRuntime().halt(1);
                    }));
            int oximeter = journal.ordinalOf(Ward.OXIMETER);
            journal.start(List.of());
            for (long value = 1; !out.checkError(); value++) {
                long offered = value;
                JournalEntry.Readings entry = new JournalEntry.Readings(
                        oximeter,
                        Ward.observations(offered, 1),
                        Optional.empty(),
                        () -> out.println(DURABLE + offered));
                while (!journal.inbox().offerOrRefuse(entry) && !out.checkError()) {
                    Thread.onSpinWait();
                }
            }
        }
    }
}
