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

    private final Journal journal;
    private final InstantSource clock;
    private final Path log;
    private Sealing sealing;
    private Retention retention;
    private long slowAt;

    Housekeeping(Journal journal, InstantSource clock) {
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
        }
        long now = clock.millis();
        if (idle && Math.abs(now - slowAt) >= SLOW_MILLIS) {
            Content content = journal.store().content();
            if (content.peers.isChanged()) {
                content.database.begin();
                content.peers.save();
                content.database.commit();
            }
            if (!retention.slice(now)) {
                slowAt = now;
            }
        }
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
