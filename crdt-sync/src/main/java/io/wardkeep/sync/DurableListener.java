package io.wardkeep.sync;

/** Wants to know what has become durable, so that sessions push it at once. */
@FunctionalInterface
public interface DurableListener {

    /**
     * Called by the store's loop on its own thread after every commit, in the order of commits, and before the results
     * of the commands in it are given: local writes and joined deltas alike. Must not block.
     *
     * @param delta what was new; its blocks may be as small as one reading
     */
    void durable(Delta delta);
}
