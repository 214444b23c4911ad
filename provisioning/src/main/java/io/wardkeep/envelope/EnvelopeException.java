package io.wardkeep.envelope;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An envelope is refused; the message says why and what to do, for people. Nothing of it has been given out. */
public final class EnvelopeException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, for counters. */
    public enum Reason {
        /** Not an envelope of a version that is known, or cut off. */
        MALFORMED,
        /** Sealed for another hub, or for a key that this one no longer has. */
        WRONG_HUB,
        /** The sender's certificate was not issued by our authority, or is not a gateway's. */
        FOREIGN,
        /** The sender is on the deny list. */
        DENIED,
        /** The sender's certificate is outside of its time. */
        EXPIRED,
        /** The signature is not that of the sender over these bytes. */
        SIGNATURE,
        /** Signed well, but a part of it cannot be opened. */
        DAMAGED;

        /** The reason as it stands in metrics and in the audit. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    EnvelopeException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    EnvelopeException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
