package io.wardkeep.gateway.journal;

import io.wardkeep.ward.LossReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way to the journal from any thread, bounded by entries and by bytes. Rows (alerts, settings, audit) have room of
 * their own, which readings cannot take.
 */
public final class JournalInbox {

    /** Work for the store's thread that is not an entry. */
    interface StoreTask {

        /** Does it; on the store's thread. */
        void run(SqliteReplicaStore store);

        /** It will not be done; possibly on the caller's thread. */
        void refused(String why);
    }

    /** Which entries the loop takes; tasks always. */
    enum Kinds {
        /** All of them. */
        ALL,
        /** Rows only: there is no room for readings. */
        ROWS,
        /**
         * Rows, and losses before the readings that they follow: there is no room for readings, and a loss that is
         * known only here would be gone with the process.
         */
        ROWS_AND_LOSSES
    }

    /** What the loop takes out at once. */
    record Batch(List<JournalEntry> entries, List<StoreTask> tasks) {}

    /** From so many bytes on, a group of readings is large enough for a commit. */
    private static final long BATCH_BYTES_MAX = 1L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final JournalBounds bounds;
    private final Deque<JournalEntry> rows = new ArrayDeque<>();
    private final Deque<JournalEntry> readings = new ArrayDeque<>();
    private final Deque<StoreTask> tasks = new ArrayDeque<>();
    private final Map<Integer, Map<LossReason, Long>> pendingLost = new LinkedHashMap<>();
    private LossReason lossReason = LossReason.OVERLOAD;
    private long rowBytes;
    private long readingBytes;
    private long refused;
    private long refusedTold;
    private boolean closed;

    /** An empty inbox with these bounds. */
    public JournalInbox(JournalBounds bounds) {
        this.bounds = bounds;
    }

    /** Takes rows unless there is no room for them; then they are not kept, and false says so. */
    public boolean offerOrRefuse(JournalEntry.Rows entry) {
        lock.lock();
        try {
            if (closed || rows.size() >= bounds.entriesMax() || rowBytes + entry.bytes() > bounds.bytesMax()) {
                refused++;
                return false;
            }
            rows.add(entry);
            rowBytes += entry.bytes();
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes readings of a source that can wait and send again, unless there is no room; then they are not kept, false
     * says so, and whoever brought them must not acknowledge them.
     */
    public boolean offerOrRefuse(JournalEntry.Readings entry) {
        lock.lock();
        try {
            if (!settleLoss(entry.deviceOrdinal()) || !hasRoom(entry)) {
                refused++;
                return false;
            }
            add(entry);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes readings of a source that cannot wait. When there is no room they are gone: they are counted here, and
     * declared lost as soon as there is room again. False says that this happened.
     */
    public boolean offerOrDeclareLost(JournalEntry.Readings entry) {
        lock.lock();
        try {
            if (settleLoss(entry.deviceOrdinal()) && hasRoom(entry)) {
                add(entry);
                return true;
            }
            refused++;
            if (!closed) {
                pendingLost
                        .computeIfAbsent(entry.deviceOrdinal(), _ -> new EnumMap<>(LossReason.class))
                        .merge(lossReason, (long) entry.readings().size(), Long::sum);
                filled.signal();
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a declaration of a loss unless there is no room; then it is for the caller to offer it again. */
    public boolean offerOrRefuse(JournalEntry.Lost entry) {
        lock.lock();
        try {
            if (!hasRoom(entry)) {
                return false;
            }
            add(entry);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How many entries wait. */
    public int size() {
        lock.lock();
        try {
            return rows.size() + readings.size() + pendingLost.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many offers have been refused since the start. */
    public long refused() {
        lock.lock();
        try {
            return refused;
        } finally {
            lock.unlock();
        }
    }

    /** How many offers have been refused since this was last asked; for the store's loop. */
    long refusedSinceLast() {
        lock.lock();
        try {
            long since = refused - refusedTold;
            refusedTold = refused;
            return since;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a task unless there are too many; then false. */
    boolean offerOrRefuse(StoreTask task) {
        lock.lock();
        try {
            if (closed || tasks.size() >= bounds.entriesMax()) {
                return false;
            }
            tasks.add(task);
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What is counted as lost from now on is lost for this reason. */
    void losesFor(LossReason reason) {
        lock.lock();
        try {
            lossReason = reason;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits up to {@code waitNanos} for anything, then up to {@code gatherNanos} for more readings to share a commit
     * with; rows and tasks are not kept waiting. Called by the store's loop.
     *
     * @param kinds of entries that may be taken
     */
    Batch take(int entriesMax, long waitNanos, long gatherNanos, Kinds kinds) throws InterruptedException {
        lock.lock();
        try {
            long wait = waitNanos;
            while (isIdle(entriesMax, kinds) && wait > 0) {
                wait = filled.awaitNanos(wait);
            }
            long gather = gatherNanos;
            while (kinds == Kinds.ALL
                    && !closed
                    && rows.isEmpty()
                    && tasks.isEmpty()
                    && !readings.isEmpty()
                    && readings.size() < entriesMax
                    && readingBytes < BATCH_BYTES_MAX
                    && gather > 0) {
                gather = filled.awaitNanos(gather);
            }
            return drain(entriesMax, kinds);
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more; what waits can still be taken out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Longest that readings wait for company. */
    long gatherNanos() {
        return TimeUnit.MILLISECONDS.toNanos(bounds.gatherMillis());
    }

    private boolean isIdle(int entriesMax, Kinds kinds) {
        boolean some = !rows.isEmpty() || kinds == Kinds.ALL && (!readings.isEmpty() || !pendingLost.isEmpty());
        return !closed && tasks.isEmpty() && !(some && entriesMax > 0);
    }

    private Batch drain(int entriesMax, Kinds kinds) {
        List<JournalEntry> entries = new ArrayList<>(Math.min(entriesMax, rows.size() + readings.size()));
        while (!rows.isEmpty() && entries.size() < entriesMax) {
            JournalEntry entry = rows.remove();
            rowBytes -= entry.bytes();
            entries.add(entry);
        }
        long bytes = 0;
        while (kinds == Kinds.ALL && !readings.isEmpty() && entries.size() < entriesMax && bytes < BATCH_BYTES_MAX) {
            JournalEntry entry = readings.remove();
            bytes += entry.bytes();
            readingBytes -= entry.bytes();
            entries.add(entry);
        }
        if (kinds == Kinds.ROWS_AND_LOSSES) {
            takeLosses(entries);
        }
        if (kinds == Kinds.ROWS_AND_LOSSES || kinds == Kinds.ALL && readings.isEmpty()) {
            pendingLost.keySet().forEach(device -> entries.addAll(losses(device)));
            pendingLost.clear();
        }
        List<StoreTask> due = List.copyOf(tasks);
        tasks.clear();
        return new Batch(entries, due);
    }

    /** Takes the declarations out from among the readings. */
    private void takeLosses(List<JournalEntry> entries) {
        for (Iterator<JournalEntry> waiting = readings.iterator(); waiting.hasNext(); ) {
            if (waiting.next() instanceof JournalEntry.Lost loss) {
                waiting.remove();
                readingBytes -= loss.bytes();
                entries.add(loss);
            }
        }
    }

    /** A loss gets its place before what comes after it; false when there is no room for it yet. */
    private boolean settleLoss(int device) {
        for (JournalEntry.Lost loss : losses(device)) {
            if (!hasRoom(loss)) {
                return false;
            }
            pendingLost.getOrDefault(device, Map.of()).remove(loss.reason());
            add(loss);
        }
        pendingLost.remove(device);
        return true;
    }

    private List<JournalEntry.Lost> losses(int device) {
        return pendingLost.getOrDefault(device, Map.of()).entrySet().stream()
                .map(entry -> new JournalEntry.Lost(device, entry.getValue(), entry.getKey(), () -> {}))
                .toList();
    }

    private boolean hasRoom(JournalEntry entry) {
        return !closed && readings.size() < bounds.entriesMax() && readingBytes + entry.bytes() <= bounds.bytesMax();
    }

    private void add(JournalEntry entry) {
        readings.add(entry);
        readingBytes += entry.bytes();
        filled.signal();
    }
}
