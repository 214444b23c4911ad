package io.wardkeep.driver.proof;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code packaging/soak} and {@code packaging/bench} run of the drivers. */
@Command(
        name = "packaging/proof",
        mixinStandardHelpOptions = true,
        description = "Proofs about drivers.",
        subcommands = {FuzzDriversCommand.class, BenchDriversCommand.class})
public final class ProofCommand {

    private ProofCommand() {}

    /** Runs a proof and exits. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ProofCommand()).execute(arguments));
    }
}
