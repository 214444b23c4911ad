package io.wardkeep.ward.view;

import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.StreamId;
import java.util.List;

/**
 * The ledger: of every observation stream, what is held, declared lost and missing.
 *
 * @param streams by shard, site, incarnation, device
 * @param totals over all of them
 */
public record CompletenessView(List<Stream> streams, Totals totals) {

    /** Copies. */
    public CompletenessView {
        streams = List.copyOf(streams);
    }

    /** Adds the totals up. */
    public static CompletenessView of(List<Stream> streams) {
        long data = 0;
        long lost = 0;
        long missing = 0;
        long duplicates = 0;
        for (Stream stream : streams) {
            data += stream.data();
            lost += stream.lost();
            missing += stream.missing();
            duplicates += stream.duplicates();
        }
        return new CompletenessView(streams, new Totals(data, lost, missing, duplicates));
    }

    /**
     * One stream.
     *
     * @param shard {@code ward/FAMILY}
     * @param site its writer's site id
     * @param incarnation its writer's incarnation
     * @param device the device's name where the roster knows it, else its ordinal
     * @param first first sequence
     * @param last last sequence
     * @param data held
     * @param lost declared lost
     * @param missing neither: {@code last - first + 1 - data - lost}
     * @param duplicates received again and dropped
     */
    public record Stream(
            String shard,
            String site,
            long incarnation,
            String device,
            long first,
            long last,
            long data,
            long lost,
            long missing,
            long duplicates) {

        /** A stream of the report, by the name of its device. */
        public static Stream of(Completeness.StreamReport report, String device) {
            StreamId stream = report.stream();
            return new Stream(
                    stream.shard().ward() + "/" + stream.shard().family(),
                    stream.actor().site().toString(),
                    Integer.toUnsignedLong(stream.actor().incarnation()),
                    device,
                    report.first(),
                    report.last(),
                    report.data(),
                    report.lost(),
                    report.missing(),
                    report.duplicates());
        }
    }

    /**
     * Sums.
     *
     * @param data held
     * @param lost declared lost
     * @param missing neither
     * @param duplicates received again and dropped
     */
    public record Totals(long data, long lost, long missing, long duplicates) {}
}
