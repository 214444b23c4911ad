package io.wardkeep.segment;

/** How a cell of {@link BitCoder} learns: fast at first, then by a 128th of the surprise. */
final class Learning {

    private static final int COUNT_MAX = 127;
    private static final int COUNTER_MASK = (1 << BitCoder.COUNTER_BITS) - 1;
    private static final int CERTAIN = 1 << BitCoder.PROBABILITY_BITS;

    /** Learning rates in 65536ths by how often a cell has learned: 1 / (count + 1.5). */
    private static final int[] RATES = rates();

    private Learning() {}

    private static int[] rates() {
        int[] rates = new int[COUNT_MAX + 1];
        for (int count = 0; count <= COUNT_MAX; count++) {
            rates[count] = (1 << 17) / (2 * count + 3);
        }
        return rates;
    }

    /** The cell after a 1. Both of its parts move within their bits, so that one sum does for both. */
    static int afterOne(int cell) {
        int count = cell & COUNTER_MASK;
        int wrong = CERTAIN - (cell >>> BitCoder.COUNTER_BITS);
        return cell + ((int) ((long) wrong * RATES[count & COUNT_MAX] >> 16) << BitCoder.COUNTER_BITS) + learned(count);
    }

    /** The cell after a 0. */
    static int afterZero(int cell) {
        int count = cell & COUNTER_MASK;
        int wrong = cell >>> BitCoder.COUNTER_BITS;
        return cell - ((int) ((long) wrong * RATES[count & COUNT_MAX] >> 16) << BitCoder.COUNTER_BITS) + learned(count);
    }

    /** The cell after either, without a branch: for decisions that nobody can foresee. */
    static int after(int cell, int bit) {
        int count = cell & COUNTER_MASK;
        // All ones for a 0.
        int zero = bit - 1;
        int off = (CERTAIN & ~zero) - (cell >>> BitCoder.COUNTER_BITS);
        int wrong = (off ^ zero) - zero;
        int step = (int) ((long) wrong * RATES[count & COUNT_MAX] >> 16) << BitCoder.COUNTER_BITS;
        return cell + ((step ^ zero) - zero) + learned(count);
    }

    /** 1 as long as it counts. */
    private static int learned(int count) {
        return count - COUNT_MAX >>> 31;
    }
}
