package io.wardkeep.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code packaging/demo}. Exit 0 when everything promised is true, 1 with a line for each that is not, 2 usage. */
@Command(
        name = "packaging/demo",
        mixinStandardHelpOptions = true,
        version = "wardkeep 0.1.0",
        description = "Two wards, a dozen beds, one cut link: the main job on this machine, told as it happens.",
        footer = {
            "",
            "Examples:",
            "  packaging/demo                              until Ctrl-C; look around in the browser",
            "  packaging/demo --for 90s --offline 20s      the whole story with its verdict"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int PORT_BASE_MAX = 65_000;

    @Option(names = "--for", description = "stop by itself after this long, with a verdict: 90s, 5m")
    private @Nullable Duration lasting;

    @Option(names = "--offline", description = "cut ward 7A's link for this long in the middle: 20s")
    private @Nullable Duration offline;

    @Option(names = "--port-base", defaultValue = "8800", description = "first of the ports used (default 8800)")
    private int portBase;

    @Option(names = "--keep", description = "keep state and logs in this directory")
    private @Nullable Path keep;

    @Option(
            names = "--control",
            description = "negative control: destroy-segment deletes one stored segment at the hub before the verdict,"
                    + " which must then fail")
    private @Nullable Control control;

    /** What a negative control breaks on purpose. */
    enum Control {
        /** Deletes one stored segment at the hub behind its back. */
        DESTROY_SEGMENT
    }

    /** For picocli. */
    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public DemoCommand() {}

    /** Runs the demonstration and exits. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DemoCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, DemoCommand::duration)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println("demo: " + failure.getMessage());
                    return 1;
                })
                .execute(Stream.of(arguments)
                        .map(argument -> argument.equals("destroy-segment") ? "DESTROY_SEGMENT" : argument)
                        .toArray(String[]::new)));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (portBase < 1024 || portBase > PORT_BASE_MAX) {
            throw new IOException("--port-base must be 1024 to " + PORT_BASE_MAX + ", not " + portBase);
        }
        Path directory = keep != null ? Files.createDirectories(keep.toAbsolutePath()) : temporary();
        DemoPlan plan = new DemoPlan(
                Path.of(System.getProperty("wardkeep.home")),
                directory,
                portBase,
                lasting == null ? Duration.ZERO : lasting,
                offline == null ? Duration.ZERO : offline);
        boolean clean = false;
        try (Stage stage = Stage.set(plan, () -> Story.awaitFirstTile(plan))) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stage::takeDown));
            Verdict verdict = new Story(plan, stage).tell(control == Control.DESTROY_SEGMENT);
            verdict.lines().forEach(System.out::println);
            List<String> broken = verdict.broken();
            broken.forEach(line -> System.out.println("NOT AS PROMISED: " + line));
            clean = broken.isEmpty();
            return clean ? 0 : 1;
        } finally {
            if (keep == null && clean) {
                plan.clear();
            } else {
                System.out.println("state and logs are kept in " + directory);
            }
        }
    }

    /** Under /tmp and short, because the path of a UNIX socket has at most 108 bytes. */
    private static Path temporary() throws IOException {
        return Files.createTempDirectory("wardkeep-demo");
    }

    private static Duration duration(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.matches("\\d+[smh]")) {
            throw new CommandLine.TypeConversionException("give a number and s, m or h, for example 90s: " + text);
        }
        return Duration.parse("PT" + lower.toUpperCase(Locale.ROOT));
    }
}
