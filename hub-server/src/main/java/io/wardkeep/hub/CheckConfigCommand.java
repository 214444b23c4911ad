package io.wardkeep.hub;

import io.wardkeep.configuration.ConfigException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wardkeep-hub check-config}. */
@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        description = "Reads the configuration and says what is wrong with it; exit 3 when something is.")
final class CheckConfigCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--print-config", description = "print the effective configuration")
    private boolean printConfig;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    CheckConfigCommand() {}

    @Override
    public Integer call() throws ConfigException {
        HubConfig chosen = config.read();
        spec.commandLine().getOut().print(printConfig ? chosen.toYaml() : config.file() + ": ok\n");
        spec.commandLine().getOut().flush();
        return 0;
    }
}
