package io.wardkeep.gateway.port;

/**
 * Whether a connection may still be sending again what it sent in the one before: true from its start until the first
 * message that is new. Owned by the event loop.
 */
final class Resending {

    private boolean possible = true;

    /** A connection that has just begun. */
    Resending() {}

    boolean possible() {
        return possible;
    }

    /** A message came that was new. */
    void over() {
        possible = false;
    }
}
