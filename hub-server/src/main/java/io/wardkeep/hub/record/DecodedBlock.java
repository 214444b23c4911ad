package io.wardkeep.hub.record;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.ward.Reading;
import java.util.List;
import java.util.Optional;

/**
 * A block and what it says, so that it is decoded once.
 *
 * @param block as it came, or a part of what came
 * @param readings exactly one for each sequence of the block
 */
record DecodedBlock(ObservationBlock block, List<Reading> readings) {

    /** Empty when the body cannot be read or holds another number of readings than the block claims. */
    static Optional<DecodedBlock> of(ObservationBlock block) {
        try {
            return Optional.of(new DecodedBlock(block, Blocks.readings(block)));
        } catch (MalformedBytesException _) {
            return Optional.empty();
        }
    }

    /** The readings {@code first..last}, which must lie inside the block. */
    DecodedBlock part(long first, long last) {
        if (first == block.first() && last == block.last()) {
            return this;
        }
        List<Reading> cut =
                List.copyOf(readings.subList((int) (first - block.first()), (int) (last - block.first() + 1)));
        return new DecodedBlock(Blocks.of(block.stream(), first, cut), cut);
    }

    /** The sequences that both name and about which they say different things. */
    Ranges contradictions(DecodedBlock other) {
        Ranges different = Ranges.EMPTY;
        long last = Math.min(block.last(), other.block.last());
        for (long seq = Math.max(block.first(), other.block.first()); seq <= last; seq++) {
            if (!reading(seq).equals(other.reading(seq))) {
                different = different.plus(seq, seq);
            }
        }
        return different;
    }

    /** Where it lies in time. */
    PlacedBlock placed() {
        return new PlacedBlock(
                block,
                readings.stream().mapToLong(Reading::measuredMillis).min().orElseThrow(),
                readings.stream().mapToLong(Reading::measuredMillis).max().orElseThrow());
    }

    private Reading reading(long seq) {
        return readings.get((int) (seq - block.first()));
    }
}
