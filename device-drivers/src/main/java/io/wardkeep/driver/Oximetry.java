package io.wardkeep.driver;

import io.wardkeep.ward.Metric;

/** The metrics of pulse oximetry, shared by the oximeters' drivers. */
public final class Oximetry {

    /** Oxygen saturation, percent. */
    public static final Metric SATURATION = Measurements.metric(150_456);

    /** Pulse rate from the plethysmogram, beats per minute. */
    public static final Metric PULSE_RATE = Measurements.metric(149_530);

    /** The plethysmogram; no absolute unit. */
    public static final Metric PLETHYSMOGRAM = Measurements.metric(150_452);

    /** Perfusion index, percent. */
    public static final Metric PERFUSION_INDEX = Measurements.metric(150_448);

    private Oximetry() {}
}
