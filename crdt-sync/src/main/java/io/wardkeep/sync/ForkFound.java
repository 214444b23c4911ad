package io.wardkeep.sync;

/** Two histories under one name; ends the session. Without a stack trace: an expected value. */
final class ForkFound extends Exception {

    private static final long serialVersionUID = 1L;

    /** Of which stream. */
    final transient StreamId stream;

    ForkFound(StreamId stream, String message) {
        super(message, null, false, false);
        this.stream = stream;
    }
}
