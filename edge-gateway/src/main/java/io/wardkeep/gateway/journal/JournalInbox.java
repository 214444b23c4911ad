package io.wardkeep.gateway.journal;

import io.wardkeep.ward.LossReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
    private final Map<Integer, Long> pendingLost = new LinkedHashMap<>();
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
                pendingLost.merge(entry.deviceOrdinal(), (long) entry.readings().size(), Long::sum);
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
     * @param withReadings may readings be taken, or rows only?
     */
    Batch take(int entriesMax, long waitNanos, long gatherNanos, boolean withReadings) throws InterruptedException {
        lock.lock();
        try {
            long wait = waitNanos;
            while (isIdle(withReadings) && wait > 0) {
                wait = filled.awaitNanos(wait);
            }
            long gather = gatherNanos;
            while (withReadings
                    && !closed
                    && rows.isEmpty()
                    && tasks.isEmpty()
                    && !readings.isEmpty()
                    && readings.size() < entriesMax
                    && readingBytes < BATCH_BYTES_MAX
                    && gather > 0) {
                gather = filled.awaitNanos(gather);
            }
            return drain(entriesMax, withReadings);
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

    private boolean isIdle(boolean withReadings) {
        return !closed
                && rows.isEmpty()
                && tasks.isEmpty()
                && !(withReadings && (!readings.isEmpty() || !pendingLost.isEmpty()));
    }

    private Batch drain(int entriesMax, boolean withReadings) {
        List<JournalEntry> entries = new ArrayList<>(Math.min(entriesMax, rows.size() + readings.size()));
        while (!rows.isEmpty() && entries.size() < entriesMax) {
            JournalEntry entry = rows.remove();
            rowBytes -= entry.bytes();
            entries.add(entry);
        }
        long bytes = 0;
        while (withReadings && !readings.isEmpty() && entries.size() < entriesMax && bytes < BATCH_BYTES_MAX) {
            JournalEntry entry = readings.remove();
            bytes += entry.bytes();
            readingBytes -= entry.bytes();
            entries.add(entry);
        }
        if (withReadings && readings.isEmpty()) {
            pendingLost.forEach((device, count) -> entries.add(loss(device, count)));
            pendingLost.clear();
        }
        List<StoreTask> due = List.copyOf(tasks);
        tasks.clear();
        return new Batch(entries, due);
    }

    /** A loss gets its place before what comes after it; false when there is no room for it yet. */
    private boolean settleLoss(int device) {
        Long count = pendingLost.get(device);
        if (count == null) {
            return true;
        }
        JournalEntry.Lost loss = loss(device, count);
        if (!hasRoom(loss)) {
            return false;
        }
        pendingLost.remove(device);
        add(loss);
        return true;
    }

    private JournalEntry.Lost loss(int device, long count) {
        return new JournalEntry.Lost(device, count, lossReason, () -> {});
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
