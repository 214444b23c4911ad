package io.wardkeep.driver.message;

/** The text is no JSON that is accepted here; the message is a short constant reason. */
public final class JsonSyntaxException extends Exception {

    private static final long serialVersionUID = 1;

    JsonSyntaxException(String reason) {
        // Thrown for every piece of garbage on a line: without the cost of a stack trace nobody reads.
        super(reason, null, false, false);
    }
}
