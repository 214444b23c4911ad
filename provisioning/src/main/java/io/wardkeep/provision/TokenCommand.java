package io.wardkeep.provision;

import io.wardkeep.authority.Authority;
import io.wardkeep.authority.TokenStore;
import io.wardkeep.command.AnswerOption;
import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wardkeep-provision token}. */
@Command(name = "token", mixinStandardHelpOptions = true, description = "One-time enrolment tokens.")
final class TokenCommand {

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    TokenCommand() {}

    @Command(
            name = "issue",
            mixinStandardHelpOptions = true,
            description = "Makes a token for one box, good once and for 15 minutes.")
    int issue(
            @Option(names = "--authority", required = true, description = "the authority's directory") Path directory,
            @Option(names = "--role", defaultValue = "gateway", description = "gateway or hub") Role role,
            @Option(names = "--name", required = true, description = "the box's name: 7a-box-1") String name,
            @Option(names = "--ward", description = "the gateway's ward: 7A") @Nullable String ward,
            @Option(
                            names = "--site",
                            description = "the site of a box that is enrolled again and keeps its record;"
                                    + " without it the box gets a new one")
                    @Nullable UUID site,
            @Mixin AnswerOption answer)
            throws IOException, GeneralSecurityException {
        PeerName bound = new PeerName(site == null ? UUID.randomUUID() : site, role, name, Optional.ofNullable(ward));
        Authority authority = Authority.open(directory);
        String token = authority.tokens().issue(bound, Instant.now(), new SecureRandom());
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        facts.put("token", token);
        facts.put("site", bound.site().toString());
        facts.put("root sha256", Authority.fingerprint(authority.root()));
        facts.put("good for", TokenStore.LIFETIME.toMinutes() + " minutes, once");
        answer.print(facts);
        return 0;
    }
}
