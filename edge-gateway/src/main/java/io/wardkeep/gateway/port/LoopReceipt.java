package io.wardkeep.gateway.port;

import java.util.function.Consumer;

/**
 * Brings the word of the store, which comes from any thread, back to the loop that owns the way to the sender.
 *
 * @param loop runs what it is given on that loop, in order
 * @param senderWaits does the sender keep the message until it hears of it?
 * @param whenDurable runs there when the delivery is durable
 * @param whenRefused runs there when it was not kept
 */
record LoopReceipt(Consumer<Runnable> loop, boolean senderWaits, Runnable whenDurable, Runnable whenRefused)
        implements Receipt {

    @Override
    public void durable() {
        loop.accept(whenDurable);
    }

    @Override
    public void refused() {
        loop.accept(whenRefused);
    }
}
