package io.wardkeep.ward;

import java.util.Arrays;

/**
 * A run of equidistant samples of one waveform metric; one entry of the stream, however many samples it has. The
 * samples array is owned by this value and must not be changed by anybody.
 */
public final class Waveform implements Reading {

    /** A sample that the device marked as missing. */
    public static final int MISSING = Integer.MIN_VALUE;

    /** Most samples in one run. */
    public static final int SAMPLES_MAX = 4096;

    private final int code;
    private final int unit;
    private final long periodNanos;
    private final int scale;
    private final int[] samples;
    private final Validity validity;
    private final long measuredMillis;
    private final long deviceMillis;

    /**
     * A run of samples.
     *
     * @param code the metric's context-free code, for example 150452 for the plethysmogram
     * @param unit context-free code of the unit
     * @param periodNanos time between samples; 13,333,333 at 75 Hz
     * @param scale decimals among the samples' digits, 0 to 9
     * @param samples mantissas, or {@link #MISSING}; taken over without a copy
     * @param validity how far the run may be believed
     * @param measuredMillis gateway time of the first sample
     * @param deviceMillis the device's time of the first sample or {@link Reading#NO_DEVICE_TIME}
     */
    public Waveform(
            int code,
            int unit,
            long periodNanos,
            int scale,
            int[] samples,
            Validity validity,
            long measuredMillis,
            long deviceMillis) {
        if (samples.length == 0 || samples.length > SAMPLES_MAX) {
            throw new IllegalArgumentException("a run has 1 to " + SAMPLES_MAX + " samples, not " + samples.length);
        }
        if (periodNanos <= 0) {
            throw new IllegalArgumentException("period must be positive, not " + periodNanos);
        }
        if (scale < 0 || scale > Decimal.SCALE_MAX) {
            throw new IllegalArgumentException("scale must be 0 to " + Decimal.SCALE_MAX + ", not " + scale);
        }
        this.code = code;
        this.unit = unit;
        this.periodNanos = periodNanos;
        this.scale = scale;
        this.samples = samples;
        this.validity = validity;
        this.measuredMillis = measuredMillis;
        this.deviceMillis = deviceMillis;
    }

    @Override
    public int code() {
        return code;
    }

    /** Context-free code of the unit. */
    public int unit() {
        return unit;
    }

    /** Time between samples in nanoseconds. */
    public long periodNanos() {
        return periodNanos;
    }

    /** Decimals among the samples' digits. */
    public int scale() {
        return scale;
    }

    /** How many samples. */
    public int length() {
        return samples.length;
    }

    /** The {@code index}-th sample's digits, or {@link #MISSING}. */
    public int sample(int index) {
        return samples[index];
    }

    @Override
    public Validity validity() {
        return validity;
    }

    @Override
    public long measuredMillis() {
        return measuredMillis;
    }

    @Override
    public long deviceMillis() {
        return deviceMillis;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Waveform that
                && code == that.code
                && unit == that.unit
                && periodNanos == that.periodNanos
                && scale == that.scale
                && validity == that.validity
                && measuredMillis == that.measuredMillis
                && deviceMillis == that.deviceMillis
                && Arrays.equals(samples, that.samples);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * code + Long.hashCode(measuredMillis)) + Arrays.hashCode(samples);
    }

    @Override
    public String toString() {
        return "Waveform[" + code + " at " + measuredMillis + ", " + samples.length + " samples]";
    }
}
