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

    /** The cell after a 1. */
    static int afterOne(int cell) {
        int probability = cell >>> BitCoder.COUNTER_BITS;
        int count = cell & COUNTER_MASK;
        int next = probability + (int) ((long) (CERTAIN - probability) * RATES[count & COUNT_MAX] >> 16);
        return next << BitCoder.COUNTER_BITS | count + (count - COUNT_MAX >>> 31);
    }

    /** The cell after either, without a branch: for decisions that nobody can foresee. */
    static int after(int cell, int bit) {
        int probability = cell >>> BitCoder.COUNTER_BITS;
        int count = cell & COUNTER_MASK;
        // All ones for a 0.
        int zero = bit - 1;
        int wrong = (CERTAIN & ~zero) - probability;
        int surprise = (wrong ^ zero) - zero;
        int step = (int) ((long) surprise * RATES[count & COUNT_MAX] >> 16);
        int next = probability + (step ^ zero) - zero;
        return next << BitCoder.COUNTER_BITS | count + (count - COUNT_MAX >>> 31);
    }

    /** The cell after a 0. */
    static int afterZero(int cell) {
        int probability = cell >>> BitCoder.COUNTER_BITS;
        int count = cell & COUNTER_MASK;
        int next = probability - (int) ((long) probability * RATES[count & COUNT_MAX] >> 16);
        return next << BitCoder.COUNTER_BITS | count + (count - COUNT_MAX >>> 31);
    }
}
