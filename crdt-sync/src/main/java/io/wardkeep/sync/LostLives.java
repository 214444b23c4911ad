package io.wardkeep.sync;

import io.wardkeep.lattice.Ranges;

/**
 * The earlier lives of this side of which it may have lost something because it was restored: their entries are taken
 * back from anybody who kept them.
 */
public sealed interface LostLives {

    /** Nothing is lost, and nothing is taken back. */
    LostLives NONE = new Noted(Ranges.EMPTY);

    /** May something of this incarnation (unsigned) be lost? */
    boolean contains(int incarnation);

    /**
     * Only the lives that this side noted as cut short: what a hub, which many speak with, goes by.
     *
     * @param incarnations which
     */
    record Noted(Ranges incarnations) implements LostLives {

        @Override
        public boolean contains(int incarnation) {
            return incarnations.contains(Integer.toUnsignedLong(incarnation));
        }
    }

    /**
     * Any life before the present one: a gateway does not know which of them its neighbour kept more of.
     *
     * @param present the present incarnation, unsigned
     */
    record Earlier(int present) implements LostLives {

        @Override
        public boolean contains(int incarnation) {
            return Integer.compareUnsigned(incarnation, present) < 0;
        }
    }
}
