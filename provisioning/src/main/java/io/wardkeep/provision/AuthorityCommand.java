package io.wardkeep.provision;

import io.wardkeep.authority.Authority;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wardkeep-provision ca}. */
@Command(name = "ca", mixinStandardHelpOptions = true, description = "The certificate authority.")
final class AuthorityCommand {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    AuthorityCommand() {}

    @Command(
            name = "init",
            mixinStandardHelpOptions = true,
            description = "Makes a root and an issuing key. Take root-key.pem offline afterwards.")
    int init(
            @Option(names = "--directory", required = true, description = "where the authority shall live")
                    Path directory,
            @Option(names = "--name", defaultValue = "Wardkeep", description = "the site's name, for people")
                    String name)
            throws IOException, GeneralSecurityException {
        Authority authority = Authority.create(directory, name, Instant.now(), new SecureRandom());
        spec.commandLine().getOut().println("authority      " + directory);
        spec.commandLine().getOut().println("root sha256    " + Authority.fingerprint(authority.root()));
        spec.commandLine()
                .getOut()
                .println("root until     " + authority.root().getNotAfter().toInstant());
        spec.commandLine()
                .getOut()
                .println("issuing until  " + authority.issuing().getNotAfter().toInstant());
        spec.commandLine().getOut().println("Take " + directory.resolve("root-key.pem") + " offline now.");
        return 0;
    }
}
