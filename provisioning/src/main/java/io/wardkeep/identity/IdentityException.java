package io.wardkeep.identity;

import org.jspecify.annotations.Nullable;

/** A box's identity cannot be used; the message says why and what to do. Local care goes on without. */
public final class IdentityException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong with the identity. */
    public IdentityException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
