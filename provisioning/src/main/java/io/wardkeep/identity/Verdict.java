package io.wardkeep.identity;

import java.time.Instant;

/** Whether a peer may come in, and if not, why not: the reason goes to the logs of both sides. */
public sealed interface Verdict {

    /**
     * The certificate is ours and valid now.
     *
     * @param peer who it is
     * @param until when the certificate ends
     */
    record Accepted(PeerName peer, Instant until) implements Verdict {}

    /**
     * Not let in.
     *
     * @param reason one of a few constants, for counters
     * @param message what happened and what to do about it
     */
    record Refused(Reason reason, String message) implements Verdict {}

    /** Why a certificate is refused. */
    enum Reason {
        /** No certificate was presented. */
        ABSENT,
        /** Not signed by our authority. */
        FOREIGN,
        /** Ours, but its time is over. */
        EXPIRED,
        /** Ours, but its time has not begun: one of the two clocks is wrong. */
        NOT_YET_VALID,
        /** Ours, but it names no box, or one of another role. */
        UNNAMED,
        /** On the deny list. */
        DENIED
    }
}
