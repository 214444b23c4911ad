package io.wardkeep.gateway.journal;

/**
 * Counts since the start, as of the last commit.
 *
 * @param commits how many
 * @param readings that became durable
 * @param rows that became durable
 * @param lost readings declared lost
 * @param repeated messages dropped as repetitions
 * @param equivocal readings that the journal holds and that came with another content too; of all lives, not only since
 *     the start
 * @param bytes of the database and its log on the disk
 * @param usableBytes that the disk has left for them
 */
public record JournalFigures(
        long commits,
        long readings,
        long rows,
        long lost,
        long repeated,
        long equivocal,
        long bytes,
        long usableBytes) {

    /** Nothing yet. */
    public static final JournalFigures NONE = new JournalFigures(0, 0, 0, 0, 0, 0, 0, 0);
}
