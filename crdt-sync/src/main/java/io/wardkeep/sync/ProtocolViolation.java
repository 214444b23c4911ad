package io.wardkeep.sync;

/**
 * A well-formed message that breaks the rules; ends the session, refuses the bundle. Without a stack trace: an expected
 * value.
 */
public final class ProtocolViolation extends Exception {

    private static final long serialVersionUID = 1L;

    ProtocolViolation(String message) {
        super(message, null, false, false);
    }
}
