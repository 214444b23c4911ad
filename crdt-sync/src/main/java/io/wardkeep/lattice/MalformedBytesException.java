package io.wardkeep.lattice;

/**
 * The bytes given to a decoder are not what their writer could have written. Checked, and without a stack trace,
 * because bad bytes from a peer are an expected value: the caller counts them, names them and goes on.
 */
public final class MalformedBytesException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says what was wrong, and where. */
    public MalformedBytesException(String message) {
        super(message, null, false, false);
    }
}
