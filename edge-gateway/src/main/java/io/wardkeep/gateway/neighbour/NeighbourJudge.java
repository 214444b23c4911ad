package io.wardkeep.gateway.neighbour;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Knows which neighbours may come in. Called on event loops; must not block. */
@FunctionalInterface
public interface NeighbourJudge {

    /** Whether the holder of a certificate may speak. */
    sealed interface Verdict {

        /**
         * It may.
         *
         * @param site the box's id
         * @param name what people call it
         * @param until when its certificate ends, and with it the session
         */
        record Known(UUID site, String name, Instant until) implements Verdict {}

        /**
         * It may not.
         *
         * @param reason told to it, and logged on both sides
         */
        record Refused(String reason) implements Verdict {}
    }

    /** The verdict on a chain as the handshake proved it, the caller's own certificate first. */
    Verdict judge(List<X509Certificate> chain);
}
