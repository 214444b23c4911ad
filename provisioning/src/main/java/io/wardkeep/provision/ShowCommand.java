package io.wardkeep.provision;

import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.IdentityException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardkeep-provision show}. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows what an identity says.")
final class ShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "IDENTITY", description = "the identity directory")
    private Path directory;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    ShowCommand() {}

    @Override
    public Integer call() throws IdentityException {
        new IdentityReport(IdentityDirectory.read(directory))
                .print(spec.commandLine().getOut());
        return 0;
    }
}
