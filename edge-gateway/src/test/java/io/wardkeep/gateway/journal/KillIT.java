package io.wardkeep.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: whatever was acknowledged is there, once, in order. Fault model: {@code kill -9} at any moment. Negative
 * control: with the acknowledgement before the commit the same check finds losses.
 */
class KillIT {

    private static final int KILLS = 10;

    /** Before each value that the victim prints; it also logs. */
    private static final String DURABLE = "durable ";

    private static final long VALUES_PER_LIFE = 1_000_000;

    private final Path directory;

    KillIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void losesNothingThatWasAcknowledged() throws Exception {
        Set<Long> acknowledged = liveAndDie(AcknowledgePolicy.AFTER_COMMIT);
        Map<Long, Integer> found = found();

        assertThat(acknowledged).hasSizeGreaterThan(KILLS * 10);
        assertThat(found.keySet()).containsAll(acknowledged);
        assertThat(found.values()).containsOnly(1);
    }

    @Test
    void findsTheLossWhenTheAcknowledgementComesFirst() throws Exception {
        Set<Long> acknowledged = liveAndDie(AcknowledgePolicy.BEFORE_COMMIT_FOR_NEGATIVE_CONTROL);

        assertThat(found().keySet().containsAll(acknowledged)).isFalse();
    }

    private Set<Long> liveAndDie(AcknowledgePolicy policy) throws Exception {
        Random random = new Random(17);
        Set<Long> acknowledged = new HashSet<>();
        for (int life = 0; life < KILLS; life++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Victim.class.getName(),
                            directory.toString(),
                            Long.toString(life * VALUES_PER_LIFE),
                            policy.name())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
                int killAfter = 1 + random.nextInt(400);
                String line = lines.readLine();
                for (int count = 1; line != null; line = lines.readLine(), count++) {
                    if (line.startsWith(DURABLE)) {
                        acknowledged.add(Long.valueOf(line.substring(DURABLE.length())));
                    }
                    if (count == killAfter) {
                        process.destroyForcibly();
                    }
                }
            } catch (IOException pipeBroke) {
                // Being killed closes the pipe; what was read until then counts.
                process.destroyForcibly();
            }
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        return acknowledged;
    }

    /** How often each value is in the journal; also checks that each life's values are in order. */
    private Map<Long, Integer> found() {
        Map<Long, Integer> found = new HashMap<>();
        try (Journal journal = Ward.open(directory)) {
            Content content = journal.store().content();
            for (StreamState state : content.streams.all()) {
                List<Long> values = new ArrayList<>();
                long next = 1;
                while (state.readable().contains(next)) {
                    Piece piece = content.bodies.holding(state, next).orElseThrow();
                    for (Reading reading : content.bodies.readings(state, piece).orElseThrow()) {
                        values.add(((Observation) reading).mantissa());
                    }
                    next = piece.last() + 1;
                }
                assertThat(values).isSorted().hasSize((int) state.context.cardinality());
                values.forEach(value -> found.merge(value, 1, Integer::sum));
            }
        }
        return found;
    }

    /** The process that is killed: appends values and prints those that are durable. */
    static final class Victim {

        private Victim() {}

        /** Arguments: directory, first value, policy. */
        public static void main(String[] arguments) throws Exception {
            JournalSurroundings ordinary = Ward.surroundings();
            Journal journal = Journal.open(
                    Ward.config(Path.of(arguments[0])),
                    new JournalSurroundings(
                            ordinary.clock(),
                            ordinary.random(),
                            ordinary.health(),
                            ordinary.fatal(),
                            ordinary.pace(),
                            AcknowledgePolicy.valueOf(arguments[2])));
            int oximeter = journal.ordinalOf(Ward.OXIMETER);
            journal.start(List.of());
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
            long value = Long.parseLong(arguments[1]);
            // Whoever reads the values has gone, without killing first.
            while (!out.checkError()) {
                long offered = ++value;
                JournalEntry.Readings entry = new JournalEntry.Readings(
                        oximeter,
                        Ward.observations(offered, 1),
                        Optional.empty(),
                        () -> out.println(DURABLE + offered));
                while (!journal.inbox().offerOrRefuse(entry)) {
                    Thread.onSpinWait();
                }
            }
            Runtime.getRuntime().halt(1);
        }
    }
}
