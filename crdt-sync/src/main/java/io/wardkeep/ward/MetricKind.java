package io.wardkeep.ward;

/** What form the values of a metric take. */
public enum MetricKind {
    /** One number at a time. */
    NUMERIC,
    /** Equidistant samples. */
    WAVEFORM,
    /** A panel of other metrics, without a number of its own. */
    COMPOUND,
    /** What a device was told to do; never a measurement. */
    SETTING,
    /** One of a list of coded states. */
    ENUMERATION,
    /** Free text. */
    TEXT
}
