package io.wardkeep.gateway;

import io.wardkeep.configuration.ConfigException;
import io.wardkeep.driver.Driver;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.gateway.health.Finding;
import io.wardkeep.gateway.health.MetricsText;
import io.wardkeep.gateway.journal.AcknowledgePolicy;
import io.wardkeep.gateway.journal.CommitPace;
import io.wardkeep.password.PasswordHash;
import io.wardkeep.sync.StoreException;
import io.wardkeep.systemd.SystemdNotifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** {@code wardkeep-gateway}: exit 0 ok, 1 failed, 2 usage, 3 configuration. */
@Command(
        name = "wardkeep-gateway",
        mixinStandardHelpOptions = true,
        version = "wardkeep-gateway 0.1.0",
        description = "Keeps a hospital ward watched, with its network or without.",
        footer = {
            "",
            "Examples:",
            "  wardkeep-gateway check-config --config /etc/wardkeep/gateway.yaml",
            "  wardkeep-gateway run",
            "  wardkeep-gateway doctor",
            "  wardkeep-gateway decode --driver nonin-oem3 capture.bin"
        },
        subcommands = {
            GatewayCommand.Run.class,
            GatewayCommand.CheckConfig.class,
            GatewayCommand.Diagnose.class,
            GatewayCommand.Status.class,
            GatewayCommand.Alerts.class,
            GatewayCommand.Complete.class,
            BundleCommand.class,
            GatewayCommand.DecodeCapture.class,
            GatewayCommand.HashPin.class,
            CommandLine.HelpCommand.class
        })
public final class GatewayCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int CONFIGURATION = 3;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private GatewayCommand() {}

    /** The process. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command as picocli knows it, for man pages and completion. */
    public static CommandLine commandLine() {
        return new CommandLine(new GatewayCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, _) -> {
                    command.getErr().println(failure.getMessage());
                    return failure instanceof ConfigException ? CONFIGURATION : FAILED;
                });
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return USAGE;
    }

    /** What every verb that needs the configuration takes. */
    static final class ConfigOption {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                defaultValue = "/etc/wardkeep/gateway.yaml",
                description = "configuration file (default: ${DEFAULT-VALUE})")
        private Path file = Path.of("/etc/wardkeep/gateway.yaml");

        GatewayConfig read() throws ConfigException {
            return GatewayConfig.read(file);
        }
    }

    /** Watches the ward until it is told to stop. */
    @Command(name = "run", mixinStandardHelpOptions = true, description = "Watch the ward until told to stop.")
    static final class Run implements Callable<Integer> {

        @Mixin
        private ConfigOption config = new ConfigOption();

        @Option(names = "--log-json", description = "log as JSON with Elastic Common Schema names")
        private boolean logJson;

        @Option(names = "--print-config", description = "print the configuration in effect, and stop")
        private boolean printConfig;

        @Option(
                names = "--commit-delay",
                hidden = true,
                paramLabel = "MILLIS",
                description = "slow every commit of the journal; for the bench")
        private long commitDelayMillis;

        @Option(
                names = "--acknowledge-before-commit",
                hidden = true,
                description = "break the promise of the journal; for the negative control of the crash harness")
        private boolean acknowledgeBeforeCommit;

        @Spec
        private CommandSpec spec;

        @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
        Run() {}

        @Override
        public Integer call() throws ConfigException, InterruptedException {
            GatewayConfig effective = config.read();
            if (printConfig) {
                spec.commandLine().getOut().print(effective.print());
                spec.commandLine().getOut().flush();
                return 0;
            }
            if (logJson) {
                // Before the first logger exists; logback reads it then.
                System.setProperty("logback.configurationFile", "logback-json.xml");
            }
            Logger log = LoggerFactory.getLogger(GatewayCommand.class);
            Gateway gateway;
            try {
                gateway = Gateway.start(
                        effective,
                        new GatewayClock(System::nanoTime, System::currentTimeMillis),
                        pace(),
                        acknowledgeBeforeCommit
                                ? AcknowledgePolicy.BEFORE_COMMIT_FOR_NEGATIVE_CONTROL
                                : AcknowledgePolicy.AFTER_COMMIT);
            } catch (StoreException | CompletionException failed) {
                log.error("the gateway cannot start", failed);
                return FAILED;
            }
            return new WatchdogLoop(
                            gateway,
                            new SystemdNotifier(Objects.requireNonNullElse(System.getenv("NOTIFY_SOCKET"), "")))
                    .run();
        }

        private CommitPace pace() {
            long delay = commitDelayMillis;
            return delay == 0 ? CommitPace.UNBRAKED : () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay));
        }
    }

    /** Reads the configuration and says what is wrong with it. */
    @Command(
            name = "check-config",
            mixinStandardHelpOptions = true,
            description = "Read the configuration; exit 3 and say what is wrong with it.")
    static final class CheckConfig implements Callable<Integer> {

        @Mixin
        private ConfigOption config = new ConfigOption();

        @Option(names = "--print-config", description = "print the configuration in effect")
        private boolean printConfig;

        @Spec
        private CommandSpec spec;

        @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
        CheckConfig() {}

        @Override
        public Integer call() throws ConfigException {
            GatewayConfig effective = config.read();
            PrintWriter out = spec.commandLine().getOut();
            out.print(printConfig ? effective.print() : "ok: " + config.file + "\n");
            out.flush();
            return 0;
        }
    }

    /** The self-test. */
    @Command(
            name = "doctor",
            mixinStandardHelpOptions = true,
            description = "Look at ports, devices, clock, disk, certificate and hub; say what to do.")
    static final class Diagnose implements Callable<Integer> {

        @Mixin
        private ConfigOption config = new ConfigOption();

        @Option(names = "--json", description = "for machines")
        private boolean asJson;

        @Spec
        private CommandSpec spec;

        @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
        Diagnose() {}

        @Override
        public Integer call() throws ConfigException, InterruptedException {
            GatewayConfig effective = config.read();
            List<Finding> findings = new Doctor(effective, InstantSource.system(), running(effective)).findings();
            PrintWriter out = spec.commandLine().getOut();
            if (asJson) {
                out.println(JsonMapper.builder().build().writeValueAsString(findings));
            } else {
                findings.forEach(finding -> out.printf(
                        "%-4s  %-22s  %s%s%n",
                        finding.verdict(),
                        finding.subject(),
                        finding.detail(),
                        finding.advice().isEmpty() ? "" : "; " + finding.advice()));
            }
            out.flush();
            return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.FAIL) ? FAILED : 0;
        }

        private static Optional<MetricsText> running(GatewayConfig config) throws InterruptedException {
            try {
                return Optional.of(MetricsText.parse(new PageClient(config).get("/metrics")));
            } catch (IOException silent) {
                return Optional.empty();
            }
        }
    }

    /** One line for each bed. */
    @Command(name = "status", mixinStandardHelpOptions = true, description = "Show the beds of the running gateway.")
    static final class Status extends Question {

        @Override
        String path() {
            return "/api/v1/beds";
        }

        @Override
        void print(JsonNode answer, PrintWriter out) {
            for (JsonNode bed : answer.path("beds")) {
                StringBuilder vitals = new StringBuilder();
                for (JsonNode vital : bed.path("vitals")) {
                    vitals.append(vital.path("label").asString())
                            .append(' ')
                            .append(
                                    vital.path("value").isNull()
                                            ? "--"
                                            : vital.path("value").asString())
                            .append("  ");
                }
                String alert = bed.path("alert").isNull()
                        ? ""
                        : bed.path("alert").path("marker").asString() + " "
                                + bed.path("alert").path("text").asString();
                out.printf(
                        "%-10s %-6s %-40s %s%n",
                        bed.path("bed").asString(), bed.path("link").asString(), vitals, alert);
            }
        }
    }

    /** One line for each alert. */
    @Command(
            name = "alerts",
            mixinStandardHelpOptions = true,
            description = "Show the alerts of the running gateway that are not over.")
    static final class Alerts extends Question {

        @Override
        String path() {
            return "/api/v1/alerts";
        }

        @Override
        void print(JsonNode answer, PrintWriter out) {
            for (JsonNode alert : answer.path("alerts")) {
                out.printf(
                        "%-10s %-4s%-32s %-14s %s%n",
                        alert.path("bed").isNull() ? "-" : alert.path("bed").asString(),
                        alert.path("marker").asString(),
                        alert.path("text").asString(),
                        alert.path("state").asString(),
                        alert.path("episode").asString());
            }
        }
    }

    /** One line for each stream. */
    @Command(
            name = "completeness",
            mixinStandardHelpOptions = true,
            description = "Count what the running gateway holds of every stream; exit 1 when something is missing.")
    static final class Complete extends Question {

        @Override
        String path() {
            return "/api/v1/completeness";
        }

        @Override
        void print(JsonNode answer, PrintWriter out) {
            for (JsonNode stream : answer.path("streams")) {
                out.printf(
                        "%-12s %-36s %-12s 1..%d: %d held, %d lost, %d missing, %d duplicates%n",
                        stream.path("shard").asString(),
                        stream.path("site").asString(),
                        stream.path("device").asString(),
                        stream.path("last").asLong(),
                        stream.path("data").asLong(),
                        stream.path("lost").asLong(),
                        stream.path("missing").asLong(),
                        stream.path("duplicates").asLong());
            }
        }

        @Override
        int verdict(JsonNode answer) {
            return answer.path("totals").path("missing").asLong() == 0 ? 0 : FAILED;
        }
    }

    /** A verb that asks the running gateway. */
    abstract static class Question implements Callable<Integer> {

        @Mixin
        private ConfigOption config = new ConfigOption();

        @Option(names = "--json", description = "for machines")
        private boolean asJson;

        @Spec
        private CommandSpec spec;

        @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
        Question() {}

        abstract String path();

        abstract void print(JsonNode answer, PrintWriter out);

        int verdict(JsonNode answer) {
            return 0;
        }

        @Override
        public final Integer call() throws ConfigException, IOException, InterruptedException {
            String body = new PageClient(config.read()).get(path());
            ObjectMapper json = JsonMapper.builder().build();
            JsonNode answer = json.readTree(body);
            PrintWriter out = spec.commandLine().getOut();
            if (asJson) {
                out.println(body);
            } else {
                print(answer, out);
            }
            out.flush();
            return verdict(answer);
        }
    }

    /** What a cable says. */
    @Command(
            name = "decode",
            mixinStandardHelpOptions = true,
            description = "Decode the bytes of a capture: one JSON line a reading.")
    static final class DecodeCapture implements Callable<Integer> {

        @Option(names = "--driver", required = true, paramLabel = "NAME", description = "which driver decodes")
        private String name = "";

        @Parameters(arity = "0..1", paramLabel = "FILE", description = "the capture (default: standard input)")
        private List<Path> files = List.of();

        @Spec
        private CommandSpec spec;

        @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
        DecodeCapture() {}

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            Optional<Driver> driver = Drivers.named(name);
            if (driver.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("there is no driver " + name + "; there are "
                                + String.join(
                                        ", ",
                                        Drivers.all().stream().map(Driver::name).toList()));
                return USAGE;
            }
            Decode decode = new Decode(driver.get(), InstantSource.system(), out::println);
            try (InputStream capture = files.isEmpty() ? System.in : Files.newInputStream(files.getFirst())) {
                decode.read(capture);
            }
            out.flush();
            return 0;
        }
    }

    /** Makes the hash of a PIN for the staff list. */
    @Command(
            name = "hash-pin",
            mixinStandardHelpOptions = true,
            description = "Read a PIN (standard input) and print its hash for the staff list.")
    static final class HashPin implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
        HashPin() {}

        @Override
        public Integer call() throws IOException {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            char[] pin = line == null ? new char[0] : line.toCharArray();
            if (pin.length < 4) {
                spec.commandLine().getErr().println("a PIN has at least 4 characters");
                return FAILED;
            }
            spec.commandLine()
                    .getOut()
                    .println(PasswordHash.create(pin, new SecureRandom()).phc());
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
