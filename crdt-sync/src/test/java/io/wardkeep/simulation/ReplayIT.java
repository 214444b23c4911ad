package io.wardkeep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Goal: a seed that failed somewhere fails everywhere. Fault model: what differs from process to process, such as the
 * order in which the JDK's immutable sets iterate.
 */
final class ReplayIT {

    private static final long SEEDS = 200;

    @Test
    void aSeedRunsTheSameInEveryProcess() throws IOException, InterruptedException {
        List<String> first = traces();

        assertThat(first).hasSize((int) SEEDS).doesNotHaveDuplicates();
        assertThat(traces()).isEqualTo(first);
    }

    private static List<String> traces() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReplayIT.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        return said.lines().toList();
    }

    /** The child: one line a seed. */
    public static void main(String[] arguments) {
        for (long seed = 0; seed < SEEDS; seed++) {
            System.out.println(
                    Long.toHexString(Simulation.run(seed, Mutation.NONE).trace()));
        }
    }
}
