package io.wardkeep.gateway.journal;

/**
 * How much may wait for the journal, and for how long.
 *
 * @param entriesMax most rows that wait, and most entries of readings
 * @param bytesMax most bytes of rows, and of readings
 * @param batchEntriesMax most entries in one commit
 * @param gatherMillis how long readings wait for others to share a commit with, 0 to 20
 */
public record JournalBounds(int entriesMax, long bytesMax, int batchEntriesMax, long gatherMillis) {

    /** For a gateway of a ward: 16,384 entries, 16 MiB, 4,096 entries a commit, 10 ms. */
    public static final JournalBounds ORDINARY = new JournalBounds(16_384, 16L << 20, 4_096, 10);

    private static final long GATHER_MILLIS_MAX = 20;

    /** Rejects bounds that bound nothing. */
    public JournalBounds {
        if (entriesMax < 1 || bytesMax < 1 || batchEntriesMax < 1) {
            throw new IllegalArgumentException("bounds of the journal must be positive");
        }
        if (gatherMillis < 0 || gatherMillis > GATHER_MILLIS_MAX) {
            throw new IllegalArgumentException("gather must be 0 to " + GATHER_MILLIS_MAX + " ms, not " + gatherMillis);
        }
    }
}
