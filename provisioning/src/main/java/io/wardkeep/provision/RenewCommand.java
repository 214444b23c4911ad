package io.wardkeep.provision;

import io.wardkeep.authority.EnrolmentRequest;
import io.wardkeep.command.AnswerOption;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.IdentityException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wardkeep-provision renew}: a new key and certificate for the same box, proved by the old ones. */
@Command(name = "renew", mixinStandardHelpOptions = true, description = "Renews this box's certificate at the hub.")
final class RenewCommand implements Callable<Integer> {

    @Mixin
    private AnswerOption answer;

    @Parameters(paramLabel = "IDENTITY", description = "the identity directory")
    private Path directory;

    @Option(names = "--hub", required = true, description = "the hub's enrolment address: https://hub:8445")
    private URI hub;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    RenewCommand() {}

    @Override
    public Integer call() throws IOException, GeneralSecurityException, InterruptedException, IdentityException {
        IdentityDirectory old = IdentityDirectory.read(directory);
        KeyPair keys = EnrolmentRequest.newKeys(new SecureRandom());
        EnrolmentClient client = EnrolmentClient.of(hub, old);
        EnrolCommand.store(directory, keys, client.renew(EnrolmentRequest.encode(keys, old.name())), client.root());
        answer.print(new IdentityReport(IdentityDirectory.read(directory)).facts());
        return 0;
    }
}
