package io.wardkeep.gateway;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Rows on their way to the disk, and who wants to know that they are there. The ward's loop adds, the store's thread
 * says that it is so; neither waits for the other, and everybody who was added runs once.
 */
final class DurabilityPoint {

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean reached;

    /** A point behind which nothing is on its way. */
    static DurabilityPoint reached() {
        DurabilityPoint point = new DurabilityPoint();
        point.reached = true;
        return point;
    }

    /** Runs these once the point is reached: on the store's thread, or at once where it has been. */
    void then(List<Runnable> more) {
        waiting.addAll(more);
        if (reached) {
            runAll();
        }
    }

    /** All rows up to here are durable. */
    void reach() {
        reached = true;
        runAll();
    }

    /**
     * Whoever takes one out runs it: the two threads may both be here, when the point is reached while some are added.
     */
    private void runAll() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }
}
