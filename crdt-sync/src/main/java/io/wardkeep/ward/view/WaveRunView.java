package io.wardkeep.ward.view;

import io.wardkeep.ward.Waveform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of samples for a live curve; the payload of the stream's event {@code wave}.
 *
 * @param bed where
 * @param code the metric's context-free MDC code
 * @param t when the first sample was measured, epoch milliseconds
 * @param periodNanos time between samples
 * @param scale decimals among the samples' digits
 * @param samples digits; null is a sample that the device marked as missing
 */
public record WaveRunView(String bed, int code, long t, long periodNanos, int scale, List<@Nullable Integer> samples) {

    /** Copies. */
    public WaveRunView {
        samples = Collections.unmodifiableList(new ArrayList<>(samples));
    }

    /** A run as a device sent it. */
    public static WaveRunView of(String bed, Waveform run) {
        List<@Nullable Integer> samples = new ArrayList<>(run.length());
        for (int index = 0; index < run.length(); index++) {
            int sample = run.sample(index);
            samples.add(sample == Waveform.MISSING ? null : sample);
        }
        return new WaveRunView(bed, run.code(), run.measuredMillis(), run.periodNanos(), run.scale(), samples);
    }
}
