package io.wardkeep.driver.message;

/** A part of a message is given up and the rest used; the message is a short constant reason. */
public final class PartException extends Exception {

    private static final long serialVersionUID = 1;

    /** For this reason. */
    public PartException(String reason) {
        // Thrown for every wrong part: without the cost of a stack trace nobody reads.
        super(reason, null, false, false);
    }
}
