package io.wardkeep.driver.intellivue;

import java.util.Arrays;

/**
 * The monitor repeats an aperiodic measurement, a cuff pressure above all, with every result and with the time at which
 * it ended: it is one measurement and told once. Remembers what was told last of each such object. Owned by one
 * session.
 */
final class TimeStamps {

    /** What is known of a time stamp. */
    enum Novelty {
        /** The first that was heard of this object: when it was measured is not known from listening. */
        FIRST,
        /** Another than the one before. */
        NEW,
        /** The same again. */
        REPEATED
    }

    private static final int OBJECTS_MAX = 32;

    private final int[] instances = new int[OBJECTS_MAX];
    private final long[] stamps = new long[OBJECTS_MAX];
    private final int[] values = new int[OBJECTS_MAX];
    private int used;
    private int oldest;

    /**
     * What is this? It is remembered.
     *
     * @param instance which object
     * @param stamp when the measurement ended, as the monitor writes it
     * @param value tells the values of one measurement apart, which may come one after the other
     */
    Novelty take(int instance, long stamp, int value) {
        for (int object = 0; object < used; object++) {
            if (instances[object] == instance) {
                boolean isNew = stamps[object] != stamp || values[object] != value;
                stamps[object] = stamp;
                values[object] = value;
                return isNew ? Novelty.NEW : Novelty.REPEATED;
            }
        }
        int place = used < OBJECTS_MAX ? used++ : oldest++ % OBJECTS_MAX;
        instances[place] = instance;
        stamps[place] = stamp;
        values[place] = value;
        return Novelty.FIRST;
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(instances, 0);
        used = 0;
        oldest = 0;
    }
}
