package io.wardkeep.segment;

import io.wardkeep.ward.Waveform;
import org.jspecify.annotations.Nullable;

/** The numbers of one column, counted while its readings go by. Mutable, for one body. */
final class Tally {

    private long count;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private long sum;

    /** One more. */
    void value(long value) {
        count++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
    }

    /** A run more; what is missing in it does not count. */
    void samples(Waveform wave) {
        long runSum = 0;
        int runMin = Integer.MAX_VALUE;
        int runMax = Integer.MIN_VALUE;
        int missing = 0;
        int length = wave.length();
        for (int index = 0; index < length; index++) {
            int sample = wave.sample(index);
            if (sample == Waveform.MISSING) {
                missing++;
            } else {
                runSum += sample;
                runMin = Math.min(runMin, sample);
                runMax = Math.max(runMax, sample);
            }
        }
        if (missing < length) {
            count += length - missing;
            sum += runSum;
            min = Math.min(min, runMin);
            max = Math.max(max, runMax);
        }
    }

    /** What was counted; null when nothing was. */
    Channel.@Nullable Range range() {
        if (count == 0) {
            return null;
        }
        Channel.Range wide = new Channel.Range(count, min, max, 0);
        return wide.isNarrow() ? new Channel.Range(count, min, max, (sum - count * min) / count) : wide;
    }
}
