package io.wardkeep.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration tells the truth: it succeeds when all is as promised, and fails when one segment is missing. */
@Tag("slow")
class DemoIT {

    @TempDir
    private Path directory;

    @Test
    void theStoryEndsWithNothingLost() throws Exception {
        Outcome outcome = demo("--for", "50s", "--offline", "12s", "--port-base", "19100");
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("lost                   0", "conflict shown         1");
    }

    @Test
    void oneDestroyedSegmentIsNoticed() throws Exception {
        Outcome outcome = demo("--for", "16s", "--port-base", "19200", "--control", "destroy-segment");
        assertThat(outcome.exit()).as(outcome.output()).isEqualTo(1);
        assertThat(outcome.output()).contains("NOT AS PROMISED: observations taken");
    }

    private Outcome demo(String... arguments) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dwardkeep.home=" + System.getProperty("wardkeep.home"),
                "-cp",
                System.getProperty("wardkeep.home") + "/lib/*",
                "io.wardkeep.demo.DemoCommand"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private record Outcome(int exit, String output) {}
}
