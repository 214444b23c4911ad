package io.wardkeep.ward.view;

/**
 * A waveform that a bed has.
 *
 * @param code the metric's context-free MDC code
 * @param ref its MDC reference id
 * @param label what a page calls it: {@code Pleth}
 * @param unit as shown; empty for relative samples
 * @param periodNanos time between samples
 */
public record WaveView(int code, String ref, String label, String unit, long periodNanos) {}
