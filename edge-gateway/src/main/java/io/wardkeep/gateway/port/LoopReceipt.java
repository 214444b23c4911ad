package io.wardkeep.gateway.port;

import java.util.function.Consumer;

/**
 * Brings the word of the store, which comes from any thread, back to the loop that owns the way to the sender.
 *
 * @param loop runs what it is given on that loop, in order
 * @param whenDurable runs there when the delivery is durable
 * @param whenRefused runs there when it was not kept
 */
record LoopReceipt(Consumer<Runnable> loop, Runnable whenDurable, Runnable whenRefused) implements Receipt {

    /** Of a message that is known by this mark when it comes again. */
    static LoopReceipt of(Consumer<Runnable> loop, Redelivery redelivery, MessageMark mark) {
        return new LoopReceipt(loop, () -> redelivery.durable(mark), () -> redelivery.refused(mark));
    }

    @Override
    public void durable() {
        loop.accept(whenDurable);
    }

    @Override
    public void refused() {
        loop.accept(whenRefused);
    }
}
