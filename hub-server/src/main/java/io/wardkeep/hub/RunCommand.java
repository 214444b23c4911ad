package io.wardkeep.hub;

import io.wardkeep.configuration.ConfigException;
import io.wardkeep.sync.StoreException;
import io.wardkeep.systemd.SystemdNotifier;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wardkeep-hub run}: until it is told to stop, or until it is broken. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs the hub in the foreground.")
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--print-config", description = "print the configuration in effect, and stop")
    private boolean printConfig;

    @Option(names = "--log-json", description = "log as JSON with Elastic Common Schema names")
    private boolean logJson;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    RunCommand() {}

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        HubConfig chosen = config.read();
        if (printConfig) {
            spec.commandLine().getOut().print(chosen.toYaml());
            spec.commandLine().getOut().flush();
            return 0;
        }
        if (logJson) {
            // Before the first logger exists; logback reads it then.
            System.setProperty("wardkeep.program", "wardkeep-hub");
            System.setProperty("logback.configurationFile", "logback-json.xml");
        }
        try (Hub hub =
                Hub.start(chosen, InstantSource.system(), () -> System.nanoTime() / 1_000_000, new SecureRandom())) {
            spec.commandLine().getOut().println("wardkeep-hub: console on port " + hub.consolePort());
            spec.commandLine().getOut().flush();
            new WatchdogLoop(hub, new SystemdNotifier(Objects.requireNonNullElse(System.getenv("NOTIFY_SOCKET"), "")))
                    .run();
            return 1;
        } catch (StoreException failed) {
            throw new IOException(reason(failed), failed);
        }
    }

    private static String reason(StoreException failed) {
        Throwable cause = failed.getCause();
        return failed.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
    }
}
