package io.wardkeep.provision;

import io.wardkeep.command.Complaints;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wardkeep-provision}: who is who. Exit 0 done, 1 refused or failed, 2 usage. */
@Command(
        name = "wardkeep-provision",
        mixinStandardHelpOptions = true,
        version = "wardkeep-provision 0.1.0",
        description = "Makes the authority, issues tokens, enrols and renews boxes, shows certificates.",
        subcommands = {
            AuthorityCommand.class,
            TokenCommand.class,
            EnrolCommand.class,
            RenewCommand.class,
            ShowCommand.class,
            RevokeCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  wardkeep-provision ca init --directory /etc/wardkeep/authority --name \"St Example\"",
            "  wardkeep-provision token issue --authority /etc/wardkeep/authority --name 7a-box-1 --ward 7A",
            "  wardkeep-provision enrol --hub https://hub.example:8445 --root-sha256 HEX --token TOKEN \\",
            "      --name 7a-box-1 --ward 7A --out /etc/wardkeep/identity",
            "  wardkeep-provision show /etc/wardkeep/identity"
        })
public final class ProvisionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** For picocli. */
    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public ProvisionCommand() {}

    /** Runs the command line and exits. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line with its error messages. */
    public static CommandLine commandLine() {
        return new CommandLine(new ProvisionCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Complaints());
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: one of the commands below");
    }
}
