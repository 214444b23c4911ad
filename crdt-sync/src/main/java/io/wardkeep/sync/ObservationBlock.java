package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.segment.SegmentCodec;

/**
 * The readings {@code first..last} of one device stream, without gaps, as {@link SegmentCodec} encodes them.
 * Self-contained and idempotent. Blocks of the same stream may be cut and merged anywhere: what counts is the readings.
 *
 * @param stream of family {@link Family#OBS}
 * @param first sequence of the first reading
 * @param last sequence of the last reading
 * @param body the encoded readings
 */
public record ObservationBlock(StreamId stream, long first, long last, Bytes body) {

    /** Rejects an impossible range. */
    public ObservationBlock {
        if (stream.shard().family() != Family.OBS || first < 1 || last < first) {
            throw new IllegalArgumentException("no such block: " + stream + " " + first + ".." + last);
        }
    }

    /** What it costs whoever takes it, in bytes: more than its body where that says much in little. */
    public int weight() {
        return SegmentCodec.weight(body);
    }

    /** How many readings. */
    public long count() {
        return last - first + 1;
    }
}
