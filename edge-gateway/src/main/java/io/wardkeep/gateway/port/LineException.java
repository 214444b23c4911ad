package io.wardkeep.gateway.port;

/** A line cannot be opened, or broke; the message says why, for people. */
final class LineException extends Exception {

    private static final long serialVersionUID = 1;

    LineException(String message) {
        super(message);
    }

    LineException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Why, for people. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
