package io.wardkeep.provision;

import io.wardkeep.command.AnswerOption;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.IdentityException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wardkeep-provision show}. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows what an identity says.")
final class ShowCommand implements Callable<Integer> {

    @Mixin
    private AnswerOption answer;

    @Parameters(paramLabel = "IDENTITY", description = "the identity directory")
    private Path directory;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    ShowCommand() {}

    @Override
    public Integer call() throws IdentityException {
        answer.print(new IdentityReport(IdentityDirectory.read(directory)).facts());
        return 0;
    }
}
