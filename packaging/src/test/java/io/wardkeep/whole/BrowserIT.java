package io.wardkeep.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.wardkeep.demo.DemoPlan;
import io.wardkeep.demo.Partition;
import io.wardkeep.demo.Stage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A person at the console in a real browser: logs in, sees a value change, sees an alert appear, acknowledges it,
 * resolves a conflict. The steps are those of {@code hub-server/console/test/browser.mjs}; the screenshots stay in
 * {@code target/screenshots}.
 */
@Tag("slow")
class BrowserIT {

    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
    private static final Path CONSOLE =
            Path.of("../hub-server/console").toAbsolutePath().normalize();

    @Test
    void theConsoleDoesWhatStaffNeed() throws Exception {
        assumeThat(CHROMIUM).as("install the package chromium").isExecutable();
        Path directory = Files.createTempDirectory("wardkeep-browser");
        Path screenshots = Files.createDirectories(Path.of("target/screenshots").toAbsolutePath());
        DemoPlan plan = new DemoPlan(
                Path.of(System.getProperty("wardkeep.home")), directory, 19_500, Duration.ZERO, Duration.ZERO);
        try (Stage stage = Stage.set(plan, () -> {})) {
            new Partition(plan, stage).makeLimitsConflict();
            Path output = directory.resolve("browser.out");
            ProcessBuilder builder = new ProcessBuilder(
                            List.of("node", CONSOLE.resolve("test/browser.mjs").toString()))
                    .directory(CONSOLE.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment(plan, stage, screenshots));
            Process browser = builder.start();
            boolean ended = browser.waitFor(5, TimeUnit.MINUTES);
            if (!ended) {
                browser.destroyForcibly().waitFor();
            }
            String said = Files.readString(output, StandardCharsets.UTF_8);
            System.out.println(said);
            assertThat(ended).as(said).isTrue();
            assertThat(browser.exitValue()).as(said).isZero();
        }
    }

    private static Map<String, String> environment(DemoPlan plan, Stage stage, Path screenshots) {
        return Map.of(
                "CHROMIUM", CHROMIUM.toString(),
                "BASE_URL", plan.console().toString(),
                "WARD_URL", plan.page(0).toString(),
                "USER_NAME", stage.login("physician").user(),
                "PASSWORD", stage.login("physician").password(),
                "AUDITOR_NAME", stage.login("admin").user(),
                "AUDITOR_PASSWORD", stage.login("admin").password(),
                "SCREENSHOTS", screenshots.toString(),
                "WAIT", "90");
    }
}
