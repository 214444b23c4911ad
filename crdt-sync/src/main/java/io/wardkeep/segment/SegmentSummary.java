package io.wardkeep.segment;

import io.wardkeep.ward.Reading;
import java.util.List;
import java.util.Optional;

/**
 * What the header of a body tells without its readings.
 *
 * @param readings how many
 * @param earliestMillis smallest measured time
 * @param latestMillis largest measured time; a waveform counts with its first sample
 * @param columns the metrics, in the order in which they first appear; one whose decimals change appears several times
 */
public record SegmentSummary(int readings, long earliestMillis, long latestMillis, List<Column> columns) {

    /** An immutable copy. */
    public SegmentSummary {
        columns = List.copyOf(columns);
    }

    /**
     * The readings of one metric with one number of decimals.
     *
     * @param code of the metric
     * @param unit code of the unit
     * @param scale decimals among the digits of the numbers
     * @param isWave samples of a waveform
     * @param numbers smallest, largest and mean; empty in bodies of fewer than 64 readings and samples, and where every
     *     reading is missing
     */
    public record Column(int code, int unit, int scale, boolean isWave, Optional<Numbers> numbers) {

        static Column of(Channel channel) {
            ChannelKey key = channel.key();
            return new Column(
                    key.code(),
                    key.unit(),
                    key.scale(),
                    key.isWave(),
                    Optional.ofNullable(channel.range())
                            .map(range ->
                                    new Numbers(range.count(), range.min(), range.max(), range.min() + range.above())));
        }
    }

    /**
     * Digits without the decimal point.
     *
     * @param count how many values or samples
     * @param min smallest
     * @param max largest
     * @param mean rounded down; the smallest where the range is wider than 2^40
     */
    public record Numbers(long count, long min, long max, long mean) {}

    /** Does any reading have this metric? */
    public boolean has(int code) {
        return columns.stream().anyMatch(column -> column.code() == code);
    }

    static SegmentSummary of(List<Reading> readings) {
        Profile profile = Profile.of(readings);
        return new SegmentSummary(
                readings.size(),
                profile.earliest(),
                profile.latest(),
                profile.channels().stream().map(Column::of).toList());
    }
}
