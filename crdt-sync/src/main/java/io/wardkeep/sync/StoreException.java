package io.wardkeep.sync;

/**
 * The store could not do what was asked: disk full, I/O error, connection lost. The loop that owns the store decides.
 */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what was being done and what the store answered. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
