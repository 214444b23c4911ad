package io.wardkeep.sync;

import io.wardkeep.lattice.Ranges;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The proof that nothing is missing: per stream, how many of the sequences that were minted are here. Counted the same
 * way on both sides; equal reports mean equal contents.
 *
 * @param streams in the order of their ids; streams of which nothing is known are left out
 */
public record Completeness(List<StreamReport> streams) {

    /**
     * One stream.
     *
     * @param stream which
     * @param first lowest sequence seen; 1 unless the head is missing
     * @param last highest sequence that is known to exist
     * @param data how many are here (or, among rows, superseded by one that is)
     * @param lost how many are declared lost
     * @param missing how many of {@code 1..last} are not here and not declared
     * @param duplicates how many came twice with different content and were quarantined; a sequence that comes twice
     *     with the same content is one, by construction
     */
    public record StreamReport(
            StreamId stream, long first, long last, long data, long lost, long missing, long duplicates) {}

    /**
     * Sums over streams.
     *
     * @param data as in {@link StreamReport}
     * @param lost as in {@link StreamReport}
     * @param missing as in {@link StreamReport}
     * @param duplicates as in {@link StreamReport}
     */
    public record Totals(long data, long lost, long missing, long duplicates) {}

    /** Copies. */
    public Completeness {
        streams = List.copyOf(streams);
    }

    /** What a store holds, and by its own knowledge should hold. */
    public static Completeness of(ReplicaStore store) {
        return of(store, Map.of());
    }

    /**
     * What a store holds, and should hold.
     *
     * @param known per stream the highest sequence that others are known to have
     */
    public static Completeness of(ReplicaStore store, Map<StreamId, Long> known) {
        TreeMap<StreamId, Ranges> seen = new TreeMap<>();
        TreeMap<StreamId, Ranges> lost = new TreeMap<>();
        TreeMap<StreamId, Long> equivocations = new TreeMap<>();
        for (ShardId shard : store.shards()) {
            seen.putAll(store.context(shard));
            lost.putAll(store.lost(shard));
            equivocations.putAll(store.equivocations(shard));
        }
        known.keySet().forEach(stream -> seen.putIfAbsent(stream, Ranges.EMPTY));
        List<StreamReport> reports = new ArrayList<>();
        seen.forEach((stream, ranges) -> {
            long last = Math.max(ranges.max(), known.getOrDefault(stream, 0L));
            long lostCount = lost.getOrDefault(stream, Ranges.EMPTY).cardinality();
            if (last > 0) {
                reports.add(new StreamReport(
                        stream,
                        ranges.isEmpty() ? 0 : ranges.first(0),
                        last,
                        ranges.cardinality() - lostCount,
                        lostCount,
                        last - ranges.cardinality(),
                        equivocations.getOrDefault(stream, 0L)));
            }
        });
        return new Completeness(reports);
    }

    /** The sums over all streams. */
    public Totals totals() {
        return sum(streams);
    }

    /** The sums over the streams of one family. */
    public Totals totals(Family family) {
        return sum(streams.stream()
                .filter(report -> report.stream().shard().family() == family)
                .toList());
    }

    private static Totals sum(List<StreamReport> reports) {
        long data = 0;
        long lost = 0;
        long missing = 0;
        long duplicates = 0;
        for (StreamReport report : reports) {
            data += report.data();
            lost += report.lost();
            missing += report.missing();
            duplicates += report.duplicates();
        }
        return new Totals(data, lost, missing, duplicates);
    }
}
