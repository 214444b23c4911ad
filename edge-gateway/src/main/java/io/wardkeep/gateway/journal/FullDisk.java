package io.wardkeep.gateway.journal;

import io.wardkeep.sync.StoreException;
import io.wardkeep.ward.LossReason;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What holds while the disk has no room: readings wait, the reserve is given up for rows and losses, and whoever waits
 * too long is lost for that reason. Belongs to the store's thread.
 */
final class FullDisk {

    private static final Logger LOG = LoggerFactory.getLogger(FullDisk.class);

    /** How often losses are written while it lasts: each takes a row of its own out of the reserve. */
    private static final long LOSSES_MILLIS = 60_000;

    private final Journal journal;
    private final Troubles troubles;
    private final InstantSource clock;
    private boolean present;
    private long lossesAt;

    FullDisk(Journal journal, Troubles troubles, InstantSource clock) {
        this.journal = journal;
        this.troubles = troubles;
        this.clock = clock;
    }

    /** Is it full? */
    boolean isPresent() {
        return present;
    }

    /** May it be written now? While it is full only what is small and cannot come again: rows and losses. */
    boolean admits(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Rows _, JournalEntry.Lost _ -> true;
            case JournalEntry.Readings _ -> !present;
        };
    }

    /** There was no room. */
    void begin(String detail) {
        if (!present) {
            LOG.warn("the disk is full: readings wait, rows use the reserve");
            lossesAt = clock.millis();
        }
        present = true;
        journal.full(true);
        journal.inbox().losesFor(LossReason.DISK_FULL);
        troubles.begin(JournalTrouble.DISK_FULL, detail);
        try {
            journal.reserve().release();
        } catch (IOException stuck) {
            throw new StoreException("the reserve cannot be given up", stuck);
        }
    }

    /** Takes the reserve again if there is room for it and more; the next commit shows whether that is true. */
    void endIfThereIsRoom(long freeInJournal) {
        try {
            present = !journal.reserve().takeAgain(freeInJournal);
        } catch (IOException stuck) {
            throw new StoreException("the reserve cannot be taken again", stuck);
        }
    }

    /** A commit went well with the reserve in its place. */
    void over() {
        journal.full(false);
        journal.inbox().losesFor(LossReason.OVERLOAD);
        troubles.end(JournalTrouble.DISK_FULL);
        LOG.info("the disk has room again");
    }

    /**
     * What may be written while it lasts.
     *
     * @param last is this the last chance?
     */
    JournalInbox.Kinds kinds(boolean last) {
        long now = clock.millis();
        if (!last && Math.abs(now - lossesAt) < LOSSES_MILLIS) {
            return JournalInbox.Kinds.ROWS;
        }
        lossesAt = now;
        return JournalInbox.Kinds.ROWS_AND_LOSSES;
    }
}
