package io.wardkeep.hub.record;

import io.wardkeep.sync.Delta;
import io.wardkeep.sync.DurableListener;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.StoreCommand;
import io.wardkeep.sync.StoreException;
import io.wardkeep.sync.StoreExecutor;
import io.wardkeep.sync.StoreInbox;
import io.wardkeep.sync.StoreResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes the record. It drains what waits and joins all of it in one transaction, so that a busy
 * hub pays for one flush to disk where a quiet one pays for each. Bulky joins, the past of a ward that was cut off,
 * wait until nothing else does and then go a few at a time: an alert never waits for more than one transaction of
 * theirs, nor of upkeep, which is left until the past has come. Order of what happens after a commit: listeners, then
 * the callers' results. A store that fails fails the commands of its transaction, is brought back, and goes on.
 */
public final class StoreLoop implements StoreInbox, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreLoop.class);

    /** Most commands that wait; one more is answered with a failure at once. */
    private static final int WAITING_MAX = 4096;

    /** Most commands in one transaction. */
    private static final int DRAIN_MAX = 256;

    /** From this weight on a join is bulky. */
    private static final long BULKY_WEIGHT_MIN = 16 << 10;

    /** Bulky joins share a transaction up to this weight; one is always taken. */
    private static final long BULK_WEIGHT_MAX = 256 << 10;

    /** More bulky joins than this are not taken out of the inbox before some are done. */
    private static final int BULKY_MAX = 1024;

    /** Upkeep is done once no bulky join has come for so long: a step may take longer than an alert may wait. */
    private static final long QUIET_NANOS = 1_000_000_000;

    /** After so long without a step one is done all the same, lest a hub that is never quiet keeps all small blocks. */
    private static final long UPKEEP_NANOS_MAX = 60_000_000_000L;

    private static final long PAUSE_MILLIS_MAX = 2000;

    /** Somebody who waits for an answer. */
    private sealed interface Waiting {
        /** A delta to make durable. */
        record Join(Delta delta, Consumer<StoreResult> done) implements Waiting {}

        /** A session's other commands. */
        record Command(StoreCommand command, Consumer<StoreResult> done) implements Waiting {}

        /** Something that this hub says itself. */
        record Write(LocalWrite write, Consumer<LocalWrite.Written> done) implements Waiting {}

        /** How far a gateway's clock is off; nobody waits for that. */
        record Note(ClockOffsets.Sample sample) implements Waiting {}

        /** Work for when nobody waits: merging small blocks. */
        record Upkeep(Predicate<PostgresReplicaStore> work) implements Waiting {}
    }

    private final Database database;
    private final PostgresReplicaStore store;
    private final LocalWriter writer;
    private final Runnable doubtful;
    private final Consumer<RuntimeException> broken;
    private final BlockingQueue<Waiting> inbox = new ArrayBlockingQueue<>(WAITING_MAX);
    private final List<DurableListener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "store-loop");
    private volatile boolean stopping;
    private final AtomicLong turns = new AtomicLong();
    private volatile boolean recovering;
    private final Deque<Waiting.Join> bulky = new ArrayDeque<>();
    private Optional<Predicate<PostgresReplicaStore>> upkeep = Optional.empty();
    private long bulkyNanos;
    private long stepNanos = System.nanoTime();
    private long pauseMillis;

    /**
     * Prepares the loop; {@link #start} runs it.
     *
     * @param database to bring back when the store fails
     * @param store owned by this loop from now on
     * @param writer mints this hub's own rows
     * @param doubtful called on the loop after the store failed: a commit of unknown outcome may have become durable
     *     without a listener's knowledge, so whoever keeps a picture reads it again
     * @param broken told of a broken invariant, after which the loop is over
     */
    public StoreLoop(
            Database database,
            PostgresReplicaStore store,
            LocalWriter writer,
            Runnable doubtful,
            Consumer<RuntimeException> broken) {
        this.database = database;
        this.store = store;
        this.writer = writer;
        this.doubtful = doubtful;
        this.broken = broken;
    }

    /** Tells {@code listener} of every commit from now on. */
    public void addListener(DurableListener listener) {
        listeners.add(listener);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** Answers with {@link StoreResult.Failed} at once when {@value #WAITING_MAX} commands wait already. */
    @Override
    public void submit(StoreCommand command, Consumer<StoreResult> done) {
        offer(
                command instanceof StoreCommand.Join(Delta delta)
                        ? new Waiting.Join(delta, done)
                        : new Waiting.Command(command, done),
                done);
    }

    /**
     * Queues something that this hub says itself. {@code done} runs once, on the store's loop, after the commit; or at
     * once when {@value #WAITING_MAX} commands wait already.
     */
    public void writeOrFail(LocalWrite write, Consumer<LocalWrite.Written> done) {
        if (stopping || !inbox.offer(new Waiting.Write(write, done))) {
            done.accept(new LocalWrite.Written.Failed(stopping ? "the store has stopped" : "the store is busy"));
        }
    }

    /** Queues a measurement of a gateway's clock; false when the loop is too busy to take it. */
    public boolean noteOrDrop(ClockOffsets.Sample sample) {
        return inbox.offer(new Waiting.Note(sample));
    }

    /**
     * Queues upkeep, in place of what may still wait; dropped when the loop is busy, for it comes again.
     *
     * @param work one short step of it, done when nothing else waits; true when there is more to do
     */
    public void upkeepOrDrop(Predicate<PostgresReplicaStore> work) {
        if (!inbox.offer(new Waiting.Upkeep(work))) {
            LOG.debug("upkeep dropped, the store is busy");
        }
    }

    /** How often the loop has gone round; it does so several times a second, also when nothing waits. Any thread. */
    public long turns() {
        return turns.get();
    }

    /** Does the loop wait for the database, which failed, to come back? Bounded by the database's own patience. */
    public boolean recovering() {
        return recovering;
    }

    /** How many commands wait. */
    public int waiting() {
        return inbox.size();
    }

    /** Finishes what waits, then stops. Blocks until it has. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void offer(Waiting waiting, Consumer<StoreResult> done) {
        if (stopping) {
            done.accept(new StoreResult.Failed("the store has stopped"));
        } else if (!inbox.offer(waiting)) {
            done.accept(new StoreResult.Failed("the store is busy: " + WAITING_MAX + " commands wait"));
        }
    }

    private void run() {
        try {
            serveUntilStopped();
        } catch (RuntimeException bug) {
            stopping = true;
            LOG.error("store loop is broken", bug);
            broken.accept(bug);
        }
    }

    private void serveUntilStopped() {
        List<Waiting> batch = new ArrayList<>(DRAIN_MAX);
        while (!stopping || !inbox.isEmpty() || !bulky.isEmpty()) {
            turns.incrementAndGet();
            batch.clear();
            boolean idle = bulky.isEmpty() && !isQuietEnough();
            try {
                Waiting first = inbox.poll(idle ? 200 : 0, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                }
            } catch (InterruptedException _) {
                // only close() interrupts: go round, finish what waits
                continue;
            }
            if (!batch.isEmpty() && bulky.size() < BULKY_MAX) {
                inbox.drainTo(batch, DRAIN_MAX - 1);
            }
            serve(batch);
            if (!bulky.isEmpty()) {
                commit(nextBulk());
            } else if (inbox.isEmpty() && isQuietEnough()) {
                step();
            }
            if (isOverdue()) {
                step();
            }
        }
        store.close();
    }

    /** The joins that are not bulky share a transaction; everything else is alone between them, in order. */
    private void serve(List<Waiting> batch) {
        List<Waiting.Join> group = new ArrayList<>();
        for (Waiting waiting : batch) {
            if (waiting instanceof Waiting.Join join) {
                (isBulky(join) ? bulky : group).add(join);
                continue;
            }
            commit(group);
            group.clear();
            switch (waiting) {
                case Waiting.Join _ -> throw new IllegalStateException("joins were taken before");
                case Waiting.Command(StoreCommand command, Consumer<StoreResult> done) -> done.accept(answer(command));
                case Waiting.Write(LocalWrite write, Consumer<LocalWrite.Written> done) -> done.accept(write(write));
                case Waiting.Note(ClockOffsets.Sample sample) -> note(sample);
                case Waiting.Upkeep(Predicate<PostgresReplicaStore> work) -> upkeep = Optional.of(work);
            }
        }
        commit(group);
    }

    private static boolean isBulky(Waiting.Join join) {
        return weight(join) >= BULKY_WEIGHT_MIN && join.delta().rows().isEmpty();
    }

    private static long weight(Waiting.Join join) {
        long weight = 0;
        for (ObservationBlock block : join.delta().blocks()) {
            weight += block.weight();
        }
        return weight;
    }

    private List<Waiting.Join> nextBulk() {
        List<Waiting.Join> group = new ArrayList<>();
        long weight = 0;
        while (!bulky.isEmpty() && (group.isEmpty() || weight + weight(bulky.getFirst()) <= BULK_WEIGHT_MAX)) {
            Waiting.Join next = bulky.removeFirst();
            weight += weight(next);
            group.add(next);
        }
        bulkyNanos = System.nanoTime();
        return group;
    }

    private boolean isQuietEnough() {
        return !stopping && upkeep.isPresent() && System.nanoTime() - bulkyNanos >= QUIET_NANOS;
    }

    private boolean isOverdue() {
        return !stopping && upkeep.isPresent() && System.nanoTime() - stepNanos >= UPKEEP_NANOS_MAX;
    }

    private void commit(List<Waiting.Join> group) {
        if (group.isEmpty()) {
            return;
        }
        try {
            List<Delta> fresh =
                    store.joinAll(group.stream().map(Waiting.Join::delta).toList());
            pauseMillis = 0;
            fresh.forEach(this::tell);
            for (int index = 0; index < group.size(); index++) {
                group.get(index).done().accept(new StoreResult.Joined(fresh.get(index)));
            }
        } catch (StoreException failed) {
            recover(failed);
            group.forEach(join -> join.done().accept(new StoreResult.Failed(reason(failed))));
        }
    }

    private LocalWrite.Written write(LocalWrite write) {
        try {
            return switch (writer.decide(store, write)) {
                case LocalWrite.Decision.Decline(String reason) -> new LocalWrite.Written.Declined(reason);
                case LocalWrite.Decision.Write(List<LocalWrite.Draft> drafts) -> {
                    tell(store.join(writer.mint(store, drafts)));
                    yield new LocalWrite.Written.Durable();
                }
            };
        } catch (StoreException failed) {
            recover(failed);
            return new LocalWrite.Written.Failed(reason(failed));
        }
    }

    private void note(ClockOffsets.Sample sample) {
        try {
            store.note(sample);
        } catch (StoreException failed) {
            recover(failed);
        }
    }

    private void tell(Delta fresh) {
        if (!fresh.isEmpty()) {
            writer.hear(fresh);
            listeners.forEach(listener -> listener.durable(fresh));
        }
    }

    private StoreResult answer(StoreCommand command) {
        try {
            return StoreExecutor.run(store, command);
        } catch (StoreException failed) {
            recover(failed);
            return new StoreResult.Failed(reason(failed));
        }
    }

    /** One step of upkeep, of which there may be more. */
    private void step() {
        stepNanos = System.nanoTime();
        try {
            upkeep = upkeep.filter(work -> work.test(store));
        } catch (StoreException failed) {
            upkeep = Optional.empty();
            recover(failed);
        }
    }

    /** Says so, waits a little longer each time, and brings the server back if it is ours and dead. */
    private void recover(StoreException failed) {
        LOG.error("the record's database failed; what was under way is refused", failed);
        recovering = true;
        try {
            Thread.sleep(pauseMillis);
            pauseMillis = Math.min(PAUSE_MILLIS_MAX, 50 + 2 * pauseMillis);
            database.revive();
        } catch (InterruptedException _) {
            LOG.info("stopping while the database is away");
        } catch (StoreException still) {
            LOG.error("the record's database is still away", still);
        } finally {
            recovering = false;
        }
        doubtful.run();
    }

    private static String reason(StoreException failed) {
        Throwable cause = failed.getCause();
        return cause == null ? String.valueOf(failed.getMessage()) : failed.getMessage() + ": " + cause.getMessage();
    }
}
