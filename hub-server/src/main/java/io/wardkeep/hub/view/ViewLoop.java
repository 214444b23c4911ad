package io.wardkeep.hub.view;

import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.DurableListener;
import io.wardkeep.sync.StoreException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
 * not waited for: the board is thrown away and read anew from the record, which has it.
 */
public final class ViewLoop implements DurableListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ViewLoop.class);
    private static final int WAITING_MAX = 8_192;
    private static final long SHOW_MILLIS = 100;

    /** Reads the record into a new board; on the view loop. */
    public interface Reload {
        /** What the board begins with: live rows first, then the newest readings. */
        List<Delta> read();
    }

    private final Supplier<HubBoard> empty;
    private final Reload reload;
    private final InstantSource clock;
    private final Consumer<RuntimeException> broken;
    private final BlockingQueue<Consumer<HubBoard>> inbox = new ArrayBlockingQueue<>(WAITING_MAX);
    private final AtomicBoolean outdated = new AtomicBoolean(true);
    private final AtomicReference<@Nullable Consumer<HubBoard>> contact = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "view-loop");
    private volatile boolean stopping;
    private final AtomicLong turns = new AtomicLong();
    private HubBoard board;
    private @Nullable Consumer<HubBoard> lastContact;

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
        offerOrReload(board -> board.apply(delta, clock.millis()));
    }

    /** The links and the ledger as they are; the newest replaces one that was not yet looked at. Any thread. */
    public void replaceContact(Consumer<HubBoard> now) {
        contact.set(now);
    }

    /** What is here of each site; dropped when the loop is busy, for it comes again. Any thread. */
    public void count(Completeness completeness) {
        if (!inbox.offer(board -> board.completeness(completeness))) {
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
        if (!inbox.offer(board -> answer.complete(question.apply(board)))) {
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

    private void offerOrReload(Consumer<HubBoard> news) {
        if (!inbox.offer(news)) {
            outdated.set(true);
        }
    }

    private void run() {
        long shownMillis = 0;
        while (!stopping) {
            turns.incrementAndGet();
            try {
                if (outdated.get()) {
                    readAnew();
                }
                Consumer<HubBoard> news = inbox.poll(SHOW_MILLIS, TimeUnit.MILLISECONDS);
                if (news != null) {
                    news.accept(board);
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
            } catch (StoreException away) {
                LOG.error("the record cannot be read; what is shown is old", away);
                pause();
            } catch (RuntimeException bug) {
                LOG.error("view loop is broken", bug);
                broken.accept(bug);
                return;
            }
        }
    }

    /** News that came before the reading is in what was read; applying it once more changes nothing. */
    private void readAnew() {
        outdated.set(false);
        HubBoard fresh = empty.get();
        try {
            long now = clock.millis();
            reload.read().forEach(delta -> fresh.apply(delta, now));
        } catch (StoreException away) {
            outdated.set(true);
            throw away;
        }
        board = fresh;
        if (lastContact != null) {
            lastContact.accept(board);
        }
    }

    private void showContact() {
        Consumer<HubBoard> newest = contact.getAndSet(null);
        if (newest != null) {
            lastContact = newest;
            newest.accept(board);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
