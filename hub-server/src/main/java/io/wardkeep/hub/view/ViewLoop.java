package io.wardkeep.hub.view;

import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.DurableListener;
import io.wardkeep.sync.StoreException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the board. It begins by reading the record, then follows what becomes durable. News that finds its inbox full is
 * not waited for: the board is read anew from the record, which has it. Reading is done on a thread of its own, and the
 * board stays in use meanwhile: while the record is away, what is shown grows old and links are lost, as they should.
 */
public final class ViewLoop implements DurableListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ViewLoop.class);
    private static final int WAITING_MAX = 8_192;
    private static final long SHOW_MILLIS = 100;
    private static final long RETRY_NANOS = 500_000_000;

    /** Reads the record; on a thread that may wait for it. */
    public interface Reload {
        /** What the board begins with: live rows first, then the newest readings. */
        List<Delta> read();
    }

    private final Supplier<HubBoard> empty;
    private final Reload reload;
    private final InstantSource clock;
    private final Consumer<RuntimeException> broken;
    private final BlockingQueue<News> inbox = new ArrayBlockingQueue<>(WAITING_MAX);
    private final AtomicBoolean outdated = new AtomicBoolean(true);
    private final AtomicReference<@Nullable Consumer<HubBoard>> contact = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "view-loop");
    private volatile boolean stopping;
    private final AtomicLong turns = new AtomicLong();
    private HubBoard board;
    private boolean begun;
    private @Nullable Reading reading;
    private long failedNanos = System.nanoTime() - RETRY_NANOS;
    private @Nullable Consumer<HubBoard> lastContact;

    /** What waits for the loop. */
    private sealed interface News {
        /** Something became durable. */
        record Durable(Delta delta) implements News {}

        /** Something to do with the board as it is. */
        record Look(Consumer<HubBoard> at) implements News {}
    }

    /** One reading of the record, with what became durable since it began: that may not be in it. */
    private static final class Reading {
        private final CountDownLatch over = new CountDownLatch(1);
        private final List<Delta> since = new ArrayList<>();
        private volatile List<Delta> picture = List.of();
        private volatile @Nullable RuntimeException failure;

        private void read(Reload reload) {
            try {
                picture = reload.read();
            } catch (RuntimeException failed) {
                failure = failed;
            } finally {
                over.countDown();
            }
        }

        private boolean isOver() {
            return over.getCount() == 0;
        }
    }

    /**
     * Prepares the loop; {@link #start} runs it.
     *
     * @param empty makes an empty board
     * @param reload reads the record
     * @param clock the hub's
     * @param broken told of a broken invariant, after which the loop is over
     */
    public ViewLoop(Supplier<HubBoard> empty, Reload reload, InstantSource clock, Consumer<RuntimeException> broken) {
        this.empty = empty;
        this.reload = reload;
        this.clock = clock;
        this.broken = broken;
        board = empty.get();
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** On the store's loop, after a commit. */
    @Override
    public void durable(Delta delta) {
        if (!inbox.offer(new News.Durable(delta))) {
            outdated.set(true);
        }
    }

    /** The links and the ledger as they are; the newest replaces one that was not yet looked at. Any thread. */
    public void replaceContact(Consumer<HubBoard> now) {
        contact.set(now);
    }

    /** What is here of each site; dropped when the loop is busy, for it comes again. Any thread. */
    public void count(Completeness completeness) {
        if (!inbox.offer(new News.Look(board -> board.completeness(completeness)))) {
            LOG.debug("a count was dropped, the view is busy");
        }
    }

    /** What is shown may be wrong: read the record again. Any thread. */
    public void reload() {
        outdated.set(true);
    }

    /** Asks the board; the stage completes on the view loop, and fails when too much waits already. Any thread. */
    public <T> CompletionStage<T> askOrFail(Function<HubBoard, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (!inbox.offer(new News.Look(board -> answer.complete(question.apply(board))))) {
            answer.completeExceptionally(new IllegalStateException("the view has " + WAITING_MAX + " things to do"));
        }
        return answer;
    }

    /** How often the loop has gone round; it does so several times a second, also when nothing happens. Any thread. */
    public long turns() {
        return turns.get();
    }

    /** Stops; blocks until it has. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long shownMillis = 0;
        while (!stopping) {
            turns.incrementAndGet();
            try {
                lookAtReading();
                if (!begun) {
                    awaitReading();
                    continue;
                }
                News news = inbox.poll(SHOW_MILLIS, TimeUnit.MILLISECONDS);
                if (news != null) {
                    take(news);
                }
                long now = clock.millis();
                // Everything else may wait for its turn, an alert is shown at once.
                if (news == null || board.alertsChanged() || Math.abs(now - shownMillis) >= SHOW_MILLIS) {
                    shownMillis = now;
                    showContact();
                    board.show(now);
                }
            } catch (InterruptedException _) {
                // only close() interrupts
                LOG.debug("view loop stops");
            } catch (RuntimeException bug) {
                LOG.error("view loop is broken", bug);
                broken.accept(bug);
                return;
            }
        }
    }

    private void take(News news) {
        switch (news) {
            case News.Durable(Delta delta) -> {
                board.apply(delta, clock.millis());
                if (reading != null) {
                    remember(reading, delta);
                }
            }
            case News.Look(Consumer<HubBoard> at) -> at.accept(board);
        }
    }

    /** A reading that outlasts too much news is worth nothing: the board has more, and the next is begun after it. */
    private void remember(Reading unfinished, Delta delta) {
        if (unfinished.since.size() < WAITING_MAX) {
            unfinished.since.add(delta);
        } else {
            outdated.set(true);
        }
    }

    private void lookAtReading() {
        if (reading != null && reading.isOver()) {
            Reading finished = reading;
            reading = null;
            takeOver(finished);
        }
        if (reading == null && outdated.get() && System.nanoTime() - failedNanos >= RETRY_NANOS) {
            outdated.set(false);
            Reading next = new Reading();
            reading = next;
            Thread.ofPlatform().daemon().name("view-reading").start(() -> next.read(reload));
        }
    }

    /** News that came since the reading began may be in what was read; applying it once more changes nothing. */
    private void takeOver(Reading finished) {
        RuntimeException failure = finished.failure;
        if (failure instanceof StoreException) {
            LOG.error("the record cannot be read; what is shown grows old", failure);
            failedNanos = System.nanoTime();
            outdated.set(true);
            return;
        }
        if (failure != null) {
            throw failure;
        }
        if (begun && finished.since.size() >= WAITING_MAX) {
            return;
        }
        HubBoard fresh = empty.get();
        long now = clock.millis();
        finished.picture.forEach(delta -> fresh.apply(delta, now));
        finished.since.forEach(delta -> fresh.apply(delta, now));
        board = fresh;
        begun = true;
        if (lastContact != null) {
            lastContact.accept(board);
        }
    }

    private void awaitReading() throws InterruptedException {
        if (reading == null) {
            TimeUnit.MILLISECONDS.sleep(SHOW_MILLIS);
        } else if (!reading.over.await(SHOW_MILLIS, TimeUnit.MILLISECONDS)) {
            LOG.debug("the record is being read");
        }
    }

    private void showContact() {
        Consumer<HubBoard> newest = contact.getAndSet(null);
        if (newest != null) {
            lastContact = newest;
            newest.accept(board);
        }
    }
}
