package io.wardkeep.gateway.journal;

import io.wardkeep.sync.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** What the store's loop does besides commits: sealing, moving the log into the database, noting peers, forgetting. */
final class Housekeeping {

    /** From this size on, the log is moved into the database. */
    private static final long LOG_BYTES_MAX = 4L << 20;

    private static final long SLOW_MILLIS = 10_000;

    /** So long at most does forgetting wait for an idle moment. */
    private static final long OVERDUE_MILLIS = 60_000;

    /** Slices of forgetting at once while the disk is full and nothing else gets done. */
    private static final int SLICES_FULL = 16;

    private final Journal journal;
    private final InstantSource clock;
    private final Path log;
    private Sealing sealing;
    private Retention retention;
    private final Runnable declared;
    private long slowAt;
    private long roomAt;

    /**
     * Of this journal.
     *
     * @param declared runs after each commit that may have declared a loss
     */
    Housekeeping(Journal journal, InstantSource clock, Runnable declared) {
        this.declared = declared;
        this.journal = journal;
        this.clock = clock;
        log = journal.config().file().resolveSibling(journal.config().file().getFileName() + "-wal");
        sealing = new Sealing(journal.store().content());
        retention = new Retention(journal.store().content(), journal.config().retain());
    }

    /** There is a new connection. */
    void reopened() {
        sealing = new Sealing(journal.store().content());
        retention = new Retention(journal.store().content(), journal.config().retain());
    }

    /** Is there a slice to do at once when nothing else waits? */
    boolean isDue() {
        return sealing.isDue();
    }

    /** One slice. */
    void turn(boolean idle) {
        if (size(log) > LOG_BYTES_MAX) {
            moveLog("PASSIVE");
        }
        if (idle || sealing.isUrgent()) {
            sealing.slice();
            declared.run();
        }
        long now = clock.millis();
        if (Math.abs(now - slowAt) >= (idle ? SLOW_MILLIS : OVERDUE_MILLIS)) {
            savePeers();
            if (!forget(now)) {
                slowAt = now;
            }
        }
    }

    private boolean forget(long now) {
        boolean some = retention.slice(now);
        declared.run();
        return some;
    }

    private void savePeers() {
        Content content = journal.store().content();
        if (content.peers.isChanged()) {
            content.database.begin();
            content.peers.save();
            content.database.commit();
        }
    }

    /**
     * While the disk is full: forgets what is older than the retention, so that its pages can be written over. The log
     * grows by that, into the reserve, and is emptied again.
     */
    void makeRoom() {
        long now = clock.millis();
        if (now < roomAt) {
            return;
        }
        roomAt = now + SLOW_MILLIS;
        int slices = 0;
        while (slices < SLICES_FULL && forget(now)) {
            slices++;
        }
        if (slices > 0) {
            roomAt = now;
        }
        if (size(log) > 0) {
            emptyLog();
        }
    }

    /**
     * Gives the log's room back to the disk. A reader that is at work keeps it: then it is for the next time, rather
     * than waiting.
     */
    void emptyLog() {
        Database database = journal.store().content().database;
        database.run("PRAGMA busy_timeout=0");
        moveLog("TRUNCATE");
        database.run("PRAGMA busy_timeout=" + Database.BUSY_MILLIS);
    }

    /** Before an orderly end. */
    void finish() {
        Content content = journal.store().content();
        content.database.begin();
        content.peers.save();
        content.database.commit();
        moveLog("TRUNCATE");
    }

    /** Of the database and its log. */
    long bytes() {
        return size(journal.config().file()) + size(log);
    }

    /** What the disk has left. */
    long usableBytes() {
        return journal.config().file().toFile().getUsableSpace();
    }

    private void moveLog(String how) {
        journal.store().content().database.run("PRAGMA wal_checkpoint(" + how + ")");
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException unreadable) {
            throw new StoreException("cannot see " + file, unreadable);
        }
    }
}
