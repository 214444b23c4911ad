package io.wardkeep.sync;

import io.wardkeep.ward.LossReason;

/**
 * A declared loss: these sequences were minted and their data is gone. Below DATA in the lattice: data that turns up
 * later overrides it.
 *
 * @param stream of family {@link Family#OBS}
 * @param first first lost sequence
 * @param last last lost sequence
 * @param reason why
 * @param atMillis when it was declared
 */
public record Lost(StreamId stream, long first, long last, LossReason reason, long atMillis) {

    /** Rejects an impossible range. */
    public Lost {
        if (stream.shard().family() != Family.OBS || first < 1 || last < first) {
            throw new IllegalArgumentException("no such range: " + stream + " " + first + ".." + last);
        }
    }
}
