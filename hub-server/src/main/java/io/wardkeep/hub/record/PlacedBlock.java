package io.wardkeep.hub.record;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.segment.SegmentCodec;
import io.wardkeep.segment.SegmentSummary;
import io.wardkeep.sync.ObservationBlock;
import java.util.Optional;

/**
 * A block that is new, and its place in time. That its body can be read was found out by whoever took it from outside;
 * here its header is enough, since decoding a day of a ward takes seconds that gateways would wait for.
 *
 * @param block as it came, or a part of what came
 * @param fromMillis smallest measured time
 * @param untilMillis largest measured time; of a waveform that of its first sample
 */
record PlacedBlock(ObservationBlock block, long fromMillis, long untilMillis) {

    /** Empty when the header cannot be read or tells another number of readings than the block claims. */
    static Optional<PlacedBlock> of(ObservationBlock block) {
        try {
            SegmentSummary told = SegmentCodec.summary(block.body());
            return told.readings() == block.count()
                    ? Optional.of(new PlacedBlock(block, told.earliestMillis(), told.latestMillis()))
                    : Optional.empty();
        } catch (MalformedBytesException _) {
            return Optional.empty();
        }
    }
}
