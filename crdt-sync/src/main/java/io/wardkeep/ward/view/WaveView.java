package io.wardkeep.ward.view;

import io.wardkeep.ward.Waveform;

/**
 * A waveform that a bed has.
 *
 * @param code the metric's context-free MDC code
 * @param ref its MDC reference id
 * @param label what a page calls it: {@code Pleth}
 * @param unit as shown; empty for relative samples
 * @param periodNanos time between samples
 */
public record WaveView(int code, String ref, String label, String unit, long periodNanos) {

    /** The curve that a run belongs to. */
    static WaveView of(Waveform run) {
        return new WaveView(
                run.code(),
                MetricNames.ref(run.code()),
                MetricNames.label(run.code()),
                MetricNames.unit(run.unit()),
                run.periodNanos());
    }
}
