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

    /** Each of them plays all kinds of incidents in all sorts of order. */
    private static final long SEEDS = 64;

    @Test
    void aSeedRunsTheSameInEveryProcess() throws IOException, InterruptedException {
        Process one = child();
        Process other = child();
        List<String> first = traces(one);

        assertThat(first).hasSize((int) SEEDS).doesNotHaveDuplicates();
        assertThat(traces(other)).isEqualTo(first);
    }

    private static Process child() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReplayIT.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<String> traces(Process child) throws IOException, InterruptedException {
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
