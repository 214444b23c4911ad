package io.wardkeep.gateway;

import io.wardkeep.command.Complaints;
import io.wardkeep.command.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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
            RunCommand.class,
            CheckConfigCommand.class,
            DoctorCommand.class,
            StatusCommand.class,
            AlertsCommand.class,
            CompletenessCommand.class,
            BundleCommand.class,
            DecodeCommand.class,
            HashPinCommand.class,
            CommandLine.HelpCommand.class
        })
public final class GatewayCommand implements Callable<Integer> {

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
                .setExecutionExceptionHandler(new Complaints());
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
