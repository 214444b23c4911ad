package io.wardkeep.gateway.journal;

import io.wardkeep.sync.Row;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.util.List;
import java.util.Optional;

/**
 * What the gateway wants to be durable. Each entry's {@code durable} runs once, on the store's thread, after the commit
 * and never before; it must not block. An entry that was accepted and whose process ends first never was.
 */
public sealed interface JournalEntry {

    /** Runs when it is durable. */
    Runnable durable();

    /** About how much memory it holds while it waits, in bytes. */
    long bytes();

    /**
     * Readings of one device, in the order in which they were taken; the store mints their sequences in the order of
     * commits.
     *
     * @param deviceOrdinal the device's number at this site, from {@link Journal#ordinalOf}
     * @param readings at least one
     * @param message the name of the message that brought them: remembered in the same commit; a repeated one is
     *     acknowledged and dropped
     * @param durable runs when they are durable, or were already
     */
    record Readings(int deviceOrdinal, List<Reading> readings, Optional<MessageId> message, Runnable durable)
            implements JournalEntry {

        private static final int READING_BYTES = 72;

        /** Copies. */
        public Readings {
            readings = List.copyOf(readings);
            if (deviceOrdinal < 1 || readings.isEmpty()) {
                throw new IllegalArgumentException("readings of device " + deviceOrdinal + ": " + readings.size());
            }
        }

        @Override
        public long bytes() {
            long sum = 0;
            for (Reading reading : readings) {
                sum += READING_BYTES + (reading instanceof Waveform wave ? 4L * wave.length() : 0);
            }
            return sum;
        }
    }

    /**
     * Rows whose dots have been minted already.
     *
     * @param rows each of this gateway's own streams, in order
     * @param durable runs when they are durable
     */
    record Rows(List<Row> rows, Runnable durable) implements JournalEntry {

        private static final int ROW_BYTES = 256;

        /** Copies. */
        public Rows {
            rows = List.copyOf(rows);
        }

        @Override
        public long bytes() {
            long sum = 0;
            for (Row row : rows) {
                sum += ROW_BYTES + row.payload().size() + 2L * row.key().length();
            }
            return sum;
        }
    }

    /**
     * Readings that were taken and are gone: they get sequences, and those are declared lost.
     *
     * @param deviceOrdinal the device's number at this site
     * @param count how many, at least 1
     * @param reason why
     * @param durable runs when the declaration is durable
     */
    record Lost(int deviceOrdinal, long count, LossReason reason, Runnable durable) implements JournalEntry {

        private static final int LOST_BYTES = 64;

        /** Rejects a loss of nothing. */
        public Lost {
            if (deviceOrdinal < 1 || count < 1) {
                throw new IllegalArgumentException("loss of " + count + " readings of device " + deviceOrdinal);
            }
        }

        @Override
        public long bytes() {
            return LOST_BYTES;
        }
    }
}
