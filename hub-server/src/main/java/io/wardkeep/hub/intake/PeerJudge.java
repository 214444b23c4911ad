package io.wardkeep.hub.intake;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Knows whom to let in. Called on event loops; must not block. */
public interface PeerJudge {

    /**
     * May the holder of this certificate speak, and for which wards?
     *
     * @param chain as the TLS handshake proved it, the peer's own certificate first
     */
    PeerVerdict judge(List<X509Certificate> chain);

    /** Why a site that was let in must go now; asked before each frame. Empty while it may stay. */
    Optional<String> denial(UUID site);
}
