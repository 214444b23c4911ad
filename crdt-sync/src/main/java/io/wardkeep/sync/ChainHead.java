package io.wardkeep.sync;

/**
 * Where a stream's hash chain stands. Two replicas that have different hashes for one position of one stream prove that
 * its writer was cloned or restored. See {@link Chain} for how it is made.
 *
 * @param stream whose chain
 * @param seq after which sequence, from 1
 * @param hash the chain's value there
 */
public record ChainHead(StreamId stream, long seq, long hash) {

    /** Rejects a position that no entry has. */
    public ChainHead {
        if (seq < 1) {
            throw new IllegalArgumentException("a chain's positions count from 1, not " + seq);
        }
    }
}
