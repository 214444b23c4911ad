package io.wardkeep.sync;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.ward.LossReason;
import java.util.ArrayList;
import java.util.List;

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

    /** The parts of it inside {@code wanted}, in order. */
    public List<Lost> keep(Ranges wanted) {
        Ranges both = Ranges.of(first, last).intersect(wanted);
        List<Lost> parts = new ArrayList<>(both.count());
        for (int index = 0; index < both.count(); index++) {
            parts.add(new Lost(stream, both.first(index), both.last(index), reason, atMillis));
        }
        return parts;
    }
}
