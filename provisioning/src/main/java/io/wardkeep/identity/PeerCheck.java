package io.wardkeep.identity;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** What a caller asks of whom it calls beyond role and validity. Called on the handshake's thread; must not block. */
@FunctionalInterface
public interface PeerCheck {

    /** Asks nothing more. */
    PeerCheck NONE = (_, _) -> Optional.empty();

    /**
     * Why this one is not the one; empty when it is.
     *
     * @param peer what its certificate says
     * @param chain as it was shown, its own certificate first; that it holds the key is proved only by the handshake
     *     that follows
     */
    Optional<String> refusal(PeerName peer, List<X509Certificate> chain);
}
