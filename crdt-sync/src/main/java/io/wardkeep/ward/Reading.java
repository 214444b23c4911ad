package io.wardkeep.ward;

/**
 * One entry of a device's observation stream; the unit that gets a dot, is counted, stored and replicated. Times are
 * milliseconds since 1970, UTC.
 */
public sealed interface Reading permits Observation, Waveform {

    /** {@link #deviceMillis()} of a device that tells no time. */
    long NO_DEVICE_TIME = Long.MIN_VALUE;

    /** The metric's 11073-10101 context-free code. */
    int code();

    /** How far it may be believed. */
    Validity validity();

    /** When it was measured by the gateway's monotonic-anchored clock; for a waveform, its first sample. */
    long measuredMillis();

    /** What the device's own clock said, or {@link #NO_DEVICE_TIME}. */
    long deviceMillis();
}
