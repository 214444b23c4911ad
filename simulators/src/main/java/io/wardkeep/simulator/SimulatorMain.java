package io.wardkeep.simulator;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The {@code wardkeep-sim} command. */
@Command(
        name = "wardkeep-sim",
        description = "Devices and whole wards made of software.",
        mixinStandardHelpOptions = true,
        version = "wardkeep-sim 0.1.0",
        subcommands = {
            DeviceCommand.class,
            WardCommand.class,
            ReplayCommand.class,
            FaultCommand.class,
            LoadCommand.class,
            ListCommand.class
        })
public final class SimulatorMain {

    private SimulatorMain() {}

    /** Runs and exits: 0 well, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command, for {@code main}, for completion scripts and man pages. */
    public static CommandLine commandLine() {
        IExecutionExceptionHandler failures = (failure, command, _) -> {
            PrintWriter err = command.getErr();
            err.println(command.getCommandName() + ": " + failure.getMessage());
            return failure instanceof IllegalArgumentException ? 2 : 1;
        };
        return new CommandLine(new SimulatorMain()).setExecutionExceptionHandler(failures);
    }
}
