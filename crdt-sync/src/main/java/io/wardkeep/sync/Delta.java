package io.wardkeep.sync;

import io.wardkeep.lattice.Ranges;
import java.util.List;
import java.util.Map;

/**
 * A join-irreducible bundle: rows, blocks, losses, and exactly the ranges for which they are everything that is live. A
 * sequence inside {@code covered} that no row, block or loss names is one that has been superseded.
 *
 * @param rows live rows
 * @param blocks observation blocks
 * @param lost declared losses
 * @param covered what the receiver may add to its context once all of this is durable
 */
public record Delta(List<Row> rows, List<ObservationBlock> blocks, List<Lost> lost, Map<StreamId, Ranges> covered) {

    /** Copies. */
    public Delta {
        rows = List.copyOf(rows);
        blocks = List.copyOf(blocks);
        lost = List.copyOf(lost);
        covered = Map.copyOf(covered);
    }

    /** Nothing at all? */
    public boolean isEmpty() {
        return covered.isEmpty();
    }
}
