package io.wardkeep.provision;

import io.wardkeep.authority.Authority;
import io.wardkeep.authority.EnrolmentRequest;
import io.wardkeep.authority.TokenStore;
import io.wardkeep.command.AnswerOption;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.IdentityException;
import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Pem;
import io.wardkeep.identity.Role;
import io.wardkeep.identity.SiteFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code wardkeep-provision enrol}: makes the box's key here and has it certified, by the hub or by a local authority.
 */
@Command(
        name = "enrol",
        mixinStandardHelpOptions = true,
        description = "Makes this box's key and has it certified. The key never leaves the box.")
final class EnrolCommand implements Callable<Integer> {

    @Mixin
    private AnswerOption answer;

    @Option(names = "--out", required = true, description = "where the identity shall lie: /etc/wardkeep/identity")
    private Path out;

    @Option(names = "--role", defaultValue = "gateway", description = "gateway or hub")
    private Role role;

    @Option(names = "--name", required = true, description = "the box's name: 7a-box-1")
    private String name;

    @Option(names = "--ward", description = "the gateway's ward: 7A")
    private @Nullable String ward;

    @Option(
            names = "--state",
            defaultValue = "/var/lib/wardkeep/gateway",
            description = "the gateway's state directory: a gateway that runs there already keeps its site"
                    + " (default: ${DEFAULT-VALUE})")
    private Path state;

    @ArgGroup(multiplicity = "1")
    private Issuer issuer;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    EnrolCommand() {}

    /** Who signs. */
    static final class Issuer {

        @Option(names = "--authority", description = "the authority's directory, when it is on this machine")
        private @Nullable Path authority;

        @ArgGroup(exclusive = false)
        private @Nullable AtHub hub;

        @SuppressWarnings("NullAway.Init") // picocli sets the fields
        Issuer() {}
    }

    /** Signing by the hub. */
    static final class AtHub {

        @Option(names = "--hub", required = true, description = "the hub's enrolment address: https://hub:8445")
        private URI address;

        @Option(names = "--root-sha256", required = true, description = "fingerprint of the root, from token issue")
        private String rootSha256;

        @Option(names = "--token", required = true, description = "the one-time token")
        private String token;

        @SuppressWarnings("NullAway.Init") // picocli sets the fields
        AtHub() {}
    }

    @Override
    public Integer call() throws IOException, GeneralSecurityException, InterruptedException, IdentityException {
        if (Files.exists(out.resolve(IdentityDirectory.CERTIFICATE))) {
            throw new IOException("there is an identity at " + out + " already: use renew, or another directory");
        }
        SecureRandom random = new SecureRandom();
        PeerName wanted = new PeerName(site(), role, name, Optional.ofNullable(ward));
        KeyPair keys = EnrolmentRequest.newKeys(random);
        Files.createDirectories(
                out, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (issuer.hub != null) {
            EnrolmentClient client = EnrolmentClient.firstContact(issuer.hub.address, issuer.hub.rootSha256);
            List<X509Certificate> chain = client.enrol(EnrolmentRequest.encode(keys, wanted), name, issuer.hub.token);
            store(out, keys, chain, client.root());
        } else if (issuer.authority != null) {
            Authority authority = Authority.open(issuer.authority);
            List<X509Certificate> chain = authority.issue(keys.getPublic(), wanted, Instant.now(), random);
            store(out, keys, chain, authority.root());
        }
        answer.print(new IdentityReport(IdentityDirectory.read(out)).facts());
        return 0;
    }

    /** A token says the site; the authority itself lets a gateway that runs here already keep its own. */
    private UUID site() throws IOException {
        Optional<UUID> running = role == Role.GATEWAY ? SiteFile.read(state) : Optional.empty();
        if (issuer.hub == null) {
            return running.orElseGet(UUID::randomUUID);
        }
        UUID bound = TokenStore.site(issuer.hub.token)
                .orElseThrow(() -> new IOException("this is no token: copy it whole, as token issue printed it"));
        if (running.isPresent() && !running.get().equals(bound)) {
            throw new IOException("a gateway runs here as site " + running.get() + ", the token is for site " + bound
                    + ": have one made with token issue --site " + running.get() + ", or remove " + state
                    + " with all that the gateway recorded");
        }
        return bound;
    }

    /** The certificate last: it is what says that the identity is complete. */
    static void store(Path directory, KeyPair keys, List<X509Certificate> chain, X509Certificate root)
            throws IOException, GeneralSecurityException {
        Pem.write(directory.resolve(IdentityDirectory.KEY), keys.getPrivate());
        Pem.write(directory.resolve(IdentityDirectory.ROOT), List.of(root));
        Pem.write(directory.resolve(IdentityDirectory.CERTIFICATE), chain);
    }
}
