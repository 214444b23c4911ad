package io.wardkeep.segment;

import io.wardkeep.ward.Waveform;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One column of a body as its header tells it. Immutable. */
final class Channel {

    /**
     * The numbers of a column.
     *
     * @param count how many, 1 or more
     * @param min smallest
     * @param max largest
     * @param above the mean over the smallest, rounded down; 0 where the range is not narrow
     */
    record Range(long count, long min, long max, long above) {

        /** Wider ranges, unsigned, have no mean, and no bounds to lean on. */
        private static final long SPAN_MAX = 1L << 40;

        /** Unsigned. */
        long span() {
            return max - min;
        }

        boolean isNarrow() {
            return Long.compareUnsigned(span(), SPAN_MAX) <= 0;
        }
    }

    private static final Range ANY = new Range(1, Long.MIN_VALUE, Long.MAX_VALUE, 0);

    private final ChannelKey key;
    private final @Nullable Range range;
    private final boolean @Nullable [] used;
    private final Range bounds;
    private final int[] stepOf;
    private final int[] sampleOf;

    /**
     * A column.
     *
     * @param key what its readings have in common
     * @param range of its numbers; absent in small bodies and where all are missing
     * @param used of a waveform that uses few of the numbers in its range: which, counted from the smallest
     */
    Channel(ChannelKey key, @Nullable Range range, boolean @Nullable [] used) {
        this.key = key;
        this.range = range;
        this.used = used;
        bounds = range == null ? ANY : range;
        stepOf = new int[used == null ? 0 : used.length];
        int[] samples = new int[stepOf.length];
        int steps = 0;
        for (int index = 0; index < stepOf.length; index++) {
            stepOf[index] = steps;
            if (used != null && used[index]) {
                samples[steps++] = (int) bounds.min() + index;
            }
        }
        sampleOf = Arrays.copyOf(samples, steps);
    }

    ChannelKey key() {
        return key;
    }

    @Nullable Range range() {
        return range;
    }

    boolean @Nullable [] used() {
        return used;
    }

    boolean hasRange() {
        return range != null;
    }

    /** Are there different numbers? */
    boolean moves() {
        return bounds.min() != bounds.max();
    }

    boolean isNarrow() {
        return bounds.isNarrow();
    }

    long min() {
        return bounds.min();
    }

    long max() {
        return bounds.max();
    }

    long span() {
        return bounds.span();
    }

    /** The smallest that a sample may be, in steps. */
    long stepMin() {
        return used != null ? 0 : Math.max(bounds.min(), Waveform.MISSING + 1L);
    }

    /** The largest that a sample may be, in steps. */
    long stepMax() {
        return used != null ? sampleOf.length - 1L : Math.min(bounds.max(), Integer.MAX_VALUE);
    }

    /** Samples into steps, in place: numbers used, counted; the samples themselves where all may be used. */
    void toSteps(int[] samples) {
        if (used != null) {
            int min = (int) bounds.min();
            for (int index = 0; index < samples.length; index++) {
                samples[index] = stepOf[samples[index] - min];
            }
        }
    }

    /** Steps into samples, in place. */
    void fromSteps(int[] steps) {
        if (used != null) {
            for (int index = 0; index < steps.length; index++) {
                steps[index] = sampleOf[steps[index]];
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Channel that
                && key.equals(that.key)
                && Objects.equals(range, that.range)
                && Arrays.equals(used, that.used);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, range);
    }
}
