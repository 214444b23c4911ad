package io.wardkeep.ward;

/**
 * One numeric value of one metric at one time, as the device gave it. Flat (no nested objects) because a ward makes
 * thousands a second.
 *
 * @param code the metric's context-free code, for example 150456 for SpO₂
 * @param mantissa digits of the value; 0 where the validity has no value
 * @param scale decimals among the digits; 0 where the validity has no value
 * @param unit context-free code of the unit, for example 262688 for percent
 * @param validity how far it may be believed
 * @param measuredMillis gateway time of the measurement
 * @param deviceMillis the device's time or {@link Reading#NO_DEVICE_TIME}
 */
public record Observation(
        int code, long mantissa, int scale, int unit, Validity validity, long measuredMillis, long deviceMillis)
        implements Reading {

    /** An invalid value never carries a number. */
    public Observation {
        if (scale < 0 || scale > Decimal.SCALE_MAX) {
            throw new IllegalArgumentException("scale must be 0 to " + Decimal.SCALE_MAX + ", not " + scale);
        }
        if (!validity.hasValue() && (mantissa != 0 || scale != 0)) {
            throw new IllegalArgumentException(validity + " carries no number");
        }
    }

    /** A value that the device believes in or doubts. */
    public static Observation of(int code, Decimal value, int unit, Validity validity, long measuredMillis) {
        return new Observation(
                code, value.mantissa(), value.scale(), unit, validity, measuredMillis, Reading.NO_DEVICE_TIME);
    }

    /** A measurement without a value, and why. */
    public static Observation missing(int code, int unit, Validity validity, long measuredMillis) {
        return new Observation(code, 0, 0, unit, validity, measuredMillis, Reading.NO_DEVICE_TIME);
    }

    /** The number; only where {@link Validity#hasValue()}. */
    public Decimal value() {
        if (!validity.hasValue()) {
            throw new IllegalStateException(validity + " carries no number");
        }
        return new Decimal(mantissa, scale);
    }
}
