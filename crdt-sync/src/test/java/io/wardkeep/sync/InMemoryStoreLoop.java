package io.wardkeep.sync;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** A store's loop over any store, for tests with real threads: one thread, listeners told after each join. */
public final class InMemoryStoreLoop implements StoreInbox, AutoCloseable {

    private final ReplicaStore store;
    private final List<DurableListener> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("store").factory());

    /** A loop that owns {@code store} from now on. */
    public InMemoryStoreLoop(ReplicaStore store) {
        this.store = store;
    }

    /** Tells {@code listener} of every commit from now on. */
    public void addListener(DurableListener listener) {
        listeners.add(listener);
    }

    @Override
    public void submit(StoreCommand command, Consumer<StoreResult> done) {
        try {
            thread.execute(() -> {
                StoreResult result = StoreExecutor.run(store, command);
                if (result instanceof StoreResult.Joined(var fresh) && !fresh.isEmpty()) {
                    listeners.forEach(listener -> listener.durable(fresh));
                }
                done.accept(result);
            });
        } catch (RejectedExecutionException closed) {
            done.accept(new StoreResult.Failed("the store is closed"));
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
