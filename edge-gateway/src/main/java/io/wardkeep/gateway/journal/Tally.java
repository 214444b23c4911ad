package io.wardkeep.gateway.journal;

import io.wardkeep.sync.Delta;

/** Counts what the store's thread commits; read from any thread. */
final class Tally {

    private volatile JournalFigures figures = JournalFigures.NONE;

    /** As of the last commit. */
    JournalFigures figures() {
        return figures;
    }

    /**
     * There was a commit. On the store's thread.
     *
     * @param fresh what it brought
     * @param repeated messages in it that were repetitions
     * @param housekeeping knows what the journal takes of its disk
     */
    void count(Delta fresh, long repeated, Content content, Housekeeping housekeeping) {
        long readings = 0;
        for (var block : fresh.blocks()) {
            readings += block.count();
        }
        long lost = 0;
        for (var loss : fresh.lost()) {
            lost += loss.last() - loss.first() + 1;
        }
        JournalFigures before = figures;
        figures = new JournalFigures(
                before.commits() + 1,
                before.readings() + readings,
                before.rows() + fresh.rows().size(),
                before.lost() + lost,
                before.repeated() + repeated,
                content.streams.equivocal(),
                housekeeping.bytes(),
                housekeeping.usableBytes());
    }
}
