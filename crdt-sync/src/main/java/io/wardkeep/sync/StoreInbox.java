package io.wardkeep.sync;

import java.util.function.Consumer;

/** The way to the loop that owns a {@link ReplicaStore}, from any thread. */
public interface StoreInbox {

    /**
     * Queues a command. {@code done} runs exactly once, on the store's thread, and must not block: the caller hops to
     * its own. A loop that has stopped or whose queue is full answers {@link StoreResult.Failed}, then possibly on the
     * caller's thread.
     */
    void submit(StoreCommand command, Consumer<StoreResult> done);
}
