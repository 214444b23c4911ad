package io.wardkeep.proof;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code packaging/soak} and {@code packaging/bench} run inside one process. */
@Command(
        name = "packaging/proof",
        mixinStandardHelpOptions = true,
        description = "Proofs inside one process.",
        subcommands = {
            SimulateCommand.class,
            ExhaustCommand.class,
            FuzzCommand.class,
            LawsCommand.class,
            MergeCommand.class,
            HeapCommand.class,
            MeshCommand.class
        })
public final class ProofCommand {

    private ProofCommand() {}

    /** Runs a proof and exits. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ProofCommand()).execute(arguments));
    }
}
