package io.wardkeep.provision;

import io.wardkeep.authority.Authority;
import io.wardkeep.command.AnswerOption;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wardkeep-provision ca}. */
@Command(name = "ca", mixinStandardHelpOptions = true, description = "The certificate authority.")
final class AuthorityCommand {

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
                    String name,
            @Mixin AnswerOption answer)
            throws IOException, GeneralSecurityException {
        Authority authority = Authority.create(directory, name, Instant.now(), new SecureRandom());
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        facts.put("authority", directory.toString());
        facts.put("root sha256", Authority.fingerprint(authority.root()));
        facts.put("root until", authority.root().getNotAfter().toInstant().toString());
        facts.put("issuing until", authority.issuing().getNotAfter().toInstant().toString());
        facts.put("take offline", directory.resolve("root-key.pem").toString());
        answer.print(facts);
        return 0;
    }
}
