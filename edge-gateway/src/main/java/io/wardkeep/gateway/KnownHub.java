package io.wardkeep.gateway;

import io.wardkeep.identity.IdentityException;
import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Pem;
import io.wardkeep.identity.Role;
import io.wardkeep.identity.TrustAnchor;
import io.wardkeep.identity.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's certificate as this box last saw it, kept in the state directory: what a bundle is sealed for when the hub
 * cannot be reached. Any thread.
 */
final class KnownHub {

    private static final Logger LOG = LoggerFactory.getLogger(KnownHub.class);

    private final Path file;
    private final AtomicReference<List<X509Certificate>> last = new AtomicReference<>(List.of());

    /**
     * A hub's certificate, judged.
     *
     * @param certificate its own
     * @param name whose it says it is
     * @param doubt what is wrong with its time; empty if nothing
     */
    record Certificate(X509Certificate certificate, PeerName name, String doubt) {}

    /** Keeps it in this state directory. */
    KnownHub(Path directory) {
        file = file(directory);
    }

    static Path file(Path directory) {
        return directory.resolve("hub.pem");
    }

    /** The hub has shown this. */
    void remember(List<X509Certificate> chain) {
        if (!last.getAndSet(chain).equals(chain)) {
            try {
                Pem.write(file, chain);
            } catch (IOException | GeneralSecurityException unwritable) {
                LOG.warn("the hub's certificate cannot be kept in {}", file, unwritable);
            }
        }
    }

    /**
     * Reads a file of the hub's chain. A certificate that has ended is still the hub's: the doubt says so, and whoever
     * uses it tells people.
     *
     * @throws IdentityException when it cannot be read or is not one of a hub of our authority
     */
    static Certificate read(Path file, TrustAnchor anchor, Instant now) throws IdentityException {
        List<X509Certificate> chain = List.of();
        try {
            if (Files.exists(file)) {
                chain = Pem.certificates(file);
            }
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IdentityException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        if (chain.isEmpty()) {
            throw new IdentityException(
                    "the hub's certificate is not known here, this box has not met it: bring certificate.pem of the"
                            + " hub's identity and name it with --hub-certificate",
                    null);
        }
        return switch (anchor.judge(chain, Role.HUB, now, _ -> false)) {
            case Verdict.Accepted(var name, var _) -> new Certificate(chain.getFirst(), name, "");
            case Verdict.Refused(var reason, String message) ->
                switch (reason) {
                    case EXPIRED, NOT_YET_VALID ->
                        new Certificate(
                                chain.getFirst(), PeerName.of(chain.getFirst()).orElseThrow(), message);
                    case ABSENT, FOREIGN, UNNAMED, DENIED -> throw new IdentityException(file + ": " + message, null);
                };
        };
    }
}
