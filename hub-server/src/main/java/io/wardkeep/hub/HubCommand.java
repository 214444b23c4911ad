package io.wardkeep.hub;

import io.wardkeep.command.Complaints;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wardkeep-hub}. Exit 0 done, 1 failed, 2 usage, 3 configuration. */
@Command(
        name = "wardkeep-hub",
        mixinStandardHelpOptions = true,
        version = "wardkeep-hub 0.1.0",
        description = "The central process: merged record, console, enrolment.",
        subcommands = {
            RunCommand.class,
            CheckConfigCommand.class,
            DoctorCommand.class,
            UserCommand.class,
            GatewayCommand.class,
            BundleCommand.class,
            CompletenessCommand.class,
            AuditCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  wardkeep-hub check-config --config /etc/wardkeep/hub.yaml",
            "  wardkeep-hub user add --name \"J. Lindqvist\" --role nurse --ward 7A lindqvist",
            "  wardkeep-hub run --config /etc/wardkeep/hub.yaml",
            "  wardkeep-hub gateway deny 6f1c… --reason \"stolen\""
        })
public final class HubCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** For picocli. */
    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public HubCommand() {}

    /** Runs the command line and exits. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line with its error messages. */
    public static CommandLine commandLine() {
        return new CommandLine(new HubCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Complaints());
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: one of the commands below");
    }
}
