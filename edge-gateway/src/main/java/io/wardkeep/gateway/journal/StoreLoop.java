package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.DurableListener;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.StoreCommand;
import io.wardkeep.sync.StoreException;
import io.wardkeep.sync.StoreExecutor;
import io.wardkeep.sync.StoreInbox;
import io.wardkeep.sync.StoreResult;
import io.wardkeep.sync.StreamId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes the journal. Each turn commits what has gathered in the inbox as one group, acknowledges
 * it, answers sync's commands, and does a slice of sealing, forgetting or moving the log when there is time. An error
 * of the disk ends the connection, never the care: the entries in hand are written with the next connection or stay
 * unacknowledged.
 */
public final class StoreLoop implements StoreInbox {

    /** Something that may fail, and may have to wait. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(StoreLoop.class);

    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long RETRY_MILLIS = 500;
    private static final int RETRIES_MAX = 8;

    private final Journal journal;
    private final JournalInbox inbox;
    private final JournalSurroundings surroundings;
    private final List<DurableListener> listeners;
    private final Troubles troubles;
    private final Tally tally = new Tally();
    private final FullDisk disk;
    private final Housekeeping housekeeping;
    private final Thread thread;

    /** What has been taken out of the inbox and is not durable yet. */
    private List<JournalEntry> hand = new ArrayList<>();

    private boolean failed;
    private int retries;
    private int turnsFullAtStop;
    private volatile boolean stopping;
    private volatile boolean settled;

    StoreLoop(Journal journal, JournalSurroundings surroundings, List<DurableListener> listeners) {
        this.journal = journal;
        this.inbox = journal.inbox();
        this.surroundings = surroundings;
        this.listeners = List.copyOf(listeners);
        troubles = new Troubles(surroundings.health());
        disk = new FullDisk(journal, troubles, surroundings.clock());
        housekeeping = new Housekeeping(journal, surroundings.clock(), this::tellLosses);
        thread = Thread.ofPlatform().name("StoreLoop").unstarted(this::run);
    }

    /** Starts the thread. Once. */
    void start() {
        if (surroundings.policy() != AcknowledgePolicy.AFTER_COMMIT) {
            LOG.error("NEGATIVE CONTROL: acknowledging before the commit; acknowledged data will be lost");
        }
        thread.start();
    }

    @Override
    public void submit(StoreCommand command, Consumer<StoreResult> done) {
        JournalInbox.StoreTask task = new JournalInbox.StoreTask() {
            @Override
            public void run(SqliteReplicaStore store) {
                answer(store, command, done);
            }

            @Override
            public void refused(String why) {
                done.accept(new StoreResult.Failed(why));
            }
        };
        if (!inbox.offerOrRefuse(task)) {
            task.refused("the journal has stopped or its inbox is full");
        }
    }

    /**
     * Notes all that a peer is known to hold durably: what may be forgotten here without being a loss. A peer that was
     * restored holds less than before. From any thread; when it is refused, the next call says the same again.
     *
     * @return false when it was refused
     */
    public boolean acknowledgedOrRefuse(UUID peer, Map<StreamId, Ranges> ranges) {
        Map<StreamId, Ranges> copy = Map.copyOf(ranges);
        return inbox.offerOrRefuse(new JournalInbox.StoreTask() {
            @Override
            public void run(SqliteReplicaStore store) {
                store.content().peers.holds(peer, copy);
            }

            @Override
            public void refused(String why) {
                LOG.debug("an acknowledgement of {} was not noted: {}", peer, why);
            }
        });
    }

    /**
     * Notes that another box wrote under the name of a life of this one: the next start mints again what nobody had
     * accepted of it, in a new life if it was the present one. From any thread.
     *
     * @param incarnation the life, unsigned
     * @param detail for people
     * @param noted runs once it is durable, on the store's thread; or at once when it was refused
     */
    public void forked(int incarnation, String detail, Runnable noted) {
        JournalInbox.StoreTask task = new JournalInbox.StoreTask() {
            @Override
            public void run(SqliteReplicaStore store) {
                Forks.note(
                        store.content().database,
                        journal.self().incarnation(),
                        incarnation,
                        detail,
                        surroundings.clock().millis());
                noted.run();
            }

            @Override
            public void refused(String why) {
                LOG.error("a fork of life {} was not noted: {}", Integer.toUnsignedString(incarnation), why);
                noted.run();
            }
        };
        if (!inbox.offerOrRefuse(task)) {
            task.refused("the journal has stopped or its inbox is full");
        }
    }

    /** Did nothing wait and was every complete segment sealed when the loop last went round? From any thread. */
    public boolean settled() {
        return settled;
    }

    /** Counts as of the last commit; from any thread. */
    public JournalFigures figures() {
        return tally.figures();
    }

    /**
     * Takes nothing more, makes durable what waits, notes that this life ended in order, and waits for all of that. Not
     * from the store's own thread.
     */
    public void stop() throws InterruptedException {
        stopping = true;
        inbox.close();
        thread.join();
    }

    private void run() {
        try {
            if (journal.isFull()) {
                disk.begin("there was no room at the start");
            }
            while (!(stopping && hand.isEmpty() && inbox.size() == 0)) {
                turn();
            }
            housekeeping.finish();
            journal.end();
            LOG.info(
                    "the journal is closed, {} readings in {} commits",
                    figures().readings(),
                    figures().commits());
        } catch (InterruptedException | RuntimeException | Error broken) {
            LOG.error("the journal has stopped", broken);
            surroundings.fatal().accept(broken);
        } finally {
            inbox.close();
            refuseTasks();
            journal.closeStore();
        }
    }

    private void refuseTasks() {
        try {
            inbox.take(0, 0, 0, JournalInbox.Kinds.ROWS)
                    .tasks()
                    .forEach(task -> task.refused("the journal has stopped"));
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() throws InterruptedException {
        failed = false;
        boolean busy = !disk.isPresent() && housekeeping.isDue();
        settled = !busy && hand.isEmpty() && inbox.size() == 0;
        long wait = busy ? 0 : disk.isPresent() ? TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS) : IDLE_NANOS;
        JournalInbox.Batch batch = inbox.take(room(), wait, inbox.gatherNanos(), kinds());
        hand.addAll(batch.entries());
        settled &= hand.isEmpty();
        if (disk.isPresent()) {
            attempt(housekeeping::makeRoom);
            // After a failure there is a new connection, and what comes now may need less room.
            failed = false;
            attempt(this::leaveFull);
        } else {
            attempt(this::commitHand);
        }
        for (JournalInbox.StoreTask task : batch.tasks()) {
            if (failed) {
                task.refused("the journal is being opened again");
            } else {
                attempt(() -> task.run(journal.store()));
            }
        }
        if (!disk.isPresent() && !failed) {
            attempt(() -> housekeeping.turn(inbox.size() == 0));
        }
        if (!failed) {
            retries = 0;
        }
        judgeRefusals(batch);
    }

    /** How many more entries may be taken: readings that wait for the disk take no room from rows. */
    private int room() {
        long held = hand.stream().filter(disk::admits).count();
        return (int) Math.max(0, journal.config().bounds().batchEntriesMax() - held);
    }

    private JournalInbox.Kinds kinds() {
        if (disk.isPresent()) {
            return disk.kinds(stopping);
        }
        return hand.isEmpty() ? JournalInbox.Kinds.ALL : JournalInbox.Kinds.ROWS;
    }

    /** Does what may fail; after a failure there is a new connection, and {@link #failed} says so. */
    private void attempt(Work work) throws InterruptedException {
        try {
            work.run();
        } catch (StoreException failure) {
            recover(failure);
        }
    }

    private void answer(SqliteReplicaStore store, StoreCommand command, Consumer<StoreResult> done) {
        StoreResult result;
        try {
            result = StoreExecutor.run(store, command);
        } catch (StoreException failure) {
            done.accept(new StoreResult.Failed(failure.getMessage() + ": " + failure.getCause()));
            throw failure;
        }
        // A scan declares what it finds to be damaged.
        tellLosses();
        if (result instanceof StoreResult.Joined joined && !joined.fresh().isEmpty()) {
            tell(joined.fresh());
        }
        done.accept(result);
    }

    /** Commits the entries in hand, or only the rows and losses among them while the disk is full. */
    private void commitHand() throws InterruptedException {
        List<JournalEntry> group = hand.stream().filter(disk::admits).toList();
        if (group.isEmpty()) {
            return;
        }
        if (surroundings.policy() == AcknowledgePolicy.BEFORE_COMMIT_FOR_NEGATIVE_CONTROL) {
            group.forEach(entry -> entry.durable().run());
        }
        Appender appender = new Appender(
                journal.store().content(), journal.self(), journal.config().ward());
        journal.store().content().database.begin();
        Delta fresh = appender.append(group);
        surroundings.pace().beforeCommit();
        try {
            journal.store().content().database.commit();
        } catch (StoreException failure) {
            recover(failure);
            if (!holds(fresh)) {
                // Nothing of it is there: the entries stay in hand for the next turn.
                return;
            }
        }
        acknowledge(group, fresh, appender.repeated());
        if (disk.isPresent()) {
            housekeeping.emptyLog();
        }
    }

    /** Did a commit that was answered with an error reach the journal after all? All of it did, or nothing. */
    private boolean holds(Delta fresh) {
        return !fresh.isEmpty()
                && fresh.covered().entrySet().stream()
                        .allMatch(entry -> journal.store()
                                .content()
                                .streams
                                .find(entry.getKey())
                                .map(state -> state.context.containsAll(entry.getValue()))
                                .orElse(false));
    }

    private void acknowledge(List<JournalEntry> group, Delta fresh, long repeated) {
        hand = disk.isPresent()
                ? new ArrayList<>(
                        hand.stream().filter(entry -> !group.contains(entry)).toList())
                : new ArrayList<>();
        tally.count(fresh, repeated, journal.store().content(), housekeeping);
        tell(fresh);
        if (surroundings.policy() == AcknowledgePolicy.AFTER_COMMIT) {
            group.forEach(entry -> entry.durable().run());
        }
        if (!disk.isPresent()) {
            troubles.end(JournalTrouble.DISK_ERROR);
        }
    }

    private void tell(Delta fresh) {
        if (!fresh.isEmpty()) {
            listeners.forEach(listener -> listener.durable(fresh));
        }
    }

    /** Counts and tells what turned out to be lost besides the commits: forgotten too early, or damaged. */
    private void tellLosses() {
        List<Lost> losses = journal.store().content().observations.takeDeclared();
        losses.removeIf(
                loss -> !loss.stream().actor().site().equals(journal.self().site()));
        if (!losses.isEmpty()) {
            Map<StreamId, Ranges> covered = new HashMap<>();
            losses.forEach(loss -> covered.merge(loss.stream(), Ranges.of(loss.first(), loss.last()), Ranges::union));
            Delta delta = new Delta(List.of(), List.of(), losses, covered);
            tally.count(delta, 0, journal.store().content(), housekeeping);
            tell(delta);
        }
    }

    /** After a failure: stop for good, or go on with a new connection. */
    private void recover(StoreException failure) throws InterruptedException {
        failed = true;
        switch (StoreFailure.of(failure)) {
            case SYNC, BUG -> throw failure;
            case FULL -> {
                // Closing moves the log into the database as far as there is room: not into the reserve's.
                journal.closeStore();
                disk.begin(String.valueOf(failure.getCause()));
            }
            case CONNECTION -> {
                LOG.warn("the journal's connection failed and is opened again", failure);
                troubles.begin(JournalTrouble.DISK_ERROR, String.valueOf(failure.getCause()));
            }
        }
        StoreException last = failure;
        while (true) {
            boolean patient = disk.isPresent() && !stopping;
            if (++retries > RETRIES_MAX && !patient) {
                throw last;
            }
            if (retries > 1) {
                Thread.sleep(RETRY_MILLIS);
            }
            try {
                journal.store().reopen();
                housekeeping.reopened();
                return;
            } catch (StoreException again) {
                last = again;
            }
        }
    }

    /** Tries whether there is room again; until then only rows and losses are committed. */
    private void leaveFull() throws InterruptedException {
        disk.endIfThereIsRoom(journal.store().content().database.freeBytes());
        commitHand();
        if (disk.isPresent() && stopping) {
            if (++turnsFullAtStop > RETRIES_MAX) {
                throw new StoreException("stopped while the disk is full", new IOException("no room"));
            }
            Thread.sleep(RETRY_MILLIS);
        }
        if (!disk.isPresent()) {
            disk.over();
        }
    }

    private void judgeRefusals(JournalInbox.Batch batch) {
        if (inbox.refusedSinceLast() > 0) {
            troubles.begin(JournalTrouble.BEHIND, "readings were refused");
        } else if (!disk.isPresent()
                && batch.entries().size() < journal.config().bounds().batchEntriesMax()) {
            troubles.end(JournalTrouble.BEHIND);
        }
    }
}
