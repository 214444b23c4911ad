package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;

/**
 * The head of a stream's hash chain. Two replicas that have different hashes for one position of one stream prove that
 * its writer was cloned or restored.
 *
 * @param stream whose chain
 * @param seq up to which sequence
 * @param hash at most {@value #HASH_BYTES_MAX} bytes
 */
public record ChainHead(StreamId stream, long seq, Bytes hash) {

    /** Longest hash. */
    public static final int HASH_BYTES_MAX = 64;
}
