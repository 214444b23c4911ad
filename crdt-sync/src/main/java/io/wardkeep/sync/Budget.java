package io.wardkeep.sync;

import io.wardkeep.lattice.MalformedBytesException;

/**
 * How much a frame may still unfold into. Models can say much in few bits; what they say is paid for here, by the
 * measure of {@link Deltas#estimate}, before room is made for it. Mutable, for one frame.
 */
final class Budget {

    private long left;

    Budget(long bytes) {
        left = bytes;
    }

    /** Takes so many bytes, or is malformed. */
    void take(long bytes) throws MalformedBytesException {
        left -= bytes;
        if (bytes < 0 || left < 0) {
            throw new MalformedBytesException("a frame that says more than one may");
        }
    }
}
