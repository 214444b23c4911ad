package io.wardkeep.simulator.bedside;

/** The operating system refuses a line. */
public final class WireException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With what was tried. */
    public WireException(String message) {
        super(message);
    }

    /** With what was tried and what came of it. */
    public WireException(String message, Throwable cause) {
        super(message, cause);
    }
}
