package io.wardkeep.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The systemd units are valid, and as tight as docs/decisions say. Skipped, visibly, on a machine without systemd's
 * tools.
 */
class UnitsIT {

    private static final Path UNITS = Path.of("src/main/systemd");

    @TempDir
    private Path directory;

    @BeforeEach
    void needsSystemd() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "systemd-analyze is not installed");
    }

    @ParameterizedTest
    @CsvSource({"gateway,12", "hub,10"})
    void isSandboxedAtLeastThisTightly(String program, int exposureTimesTen) throws Exception {
        Outcome outcome = run(List.of(
                "systemd-analyze",
                "security",
                "--offline=true",
                "--threshold=" + exposureTimesTen,
                UNITS.resolve("wardkeep-" + program + ".service").toString()));
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"gateway", "hub"})
    void isAValidUnit(String program) throws Exception {
        String unit = Files.readString(UNITS.resolve("wardkeep-" + program + ".service"))
                .replace(
                        "/usr/lib/wardkeep",
                        Path.of(System.getProperty("wardkeep.home")).toString());
        Path copy = directory.resolve("wardkeep-" + program + ".service");
        Files.writeString(copy, unit);
        Outcome outcome = run(List.of("systemd-analyze", "verify", "--man=no", copy.toString()));
        assertThat(outcome.output()).doesNotContain("wardkeep-" + program + ".service:");
    }

    private Outcome run(List<String> command) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private record Outcome(int exit, String output) {}
}
