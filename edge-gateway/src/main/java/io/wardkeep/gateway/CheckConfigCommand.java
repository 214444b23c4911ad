package io.wardkeep.gateway;

import io.wardkeep.command.ExitCode;
import io.wardkeep.configuration.ConfigException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads the configuration and says what is wrong with it. */
@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        description = "Read the configuration; exit 3 and say what is wrong with it.")
final class CheckConfigCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--print-config", description = "print the configuration in effect")
    private boolean printConfig;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    CheckConfigCommand() {}

    @Override
    public Integer call() throws ConfigException {
        GatewayConfig effective = config.read();
        PrintWriter out = spec.commandLine().getOut();
        out.print(printConfig ? effective.print() : "ok: " + config.file() + "\n");
        out.flush();
        return ExitCode.OK;
    }
}
