package io.wardkeep.ward;

import java.math.BigDecimal;

/**
 * A number exactly as the device said it: {@code mantissa × 10^-scale}. 97 and 97.0 differ in scale, and both come back
 * as they were sent.
 *
 * @param mantissa the digits
 * @param scale how many of them stand behind the point, 0 to 9
 */
public record Decimal(long mantissa, int scale) implements Comparable<Decimal> {

    /** Most decimals kept. */
    public static final int SCALE_MAX = 9;

    private static final double[] POWER = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    private static final long[] WHOLE_POWER = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    /** Rejects a scale outside 0 to 9. */
    public Decimal {
        if (scale < 0 || scale > SCALE_MAX) {
            throw new IllegalArgumentException("scale must be 0 to " + SCALE_MAX + ", not " + scale);
        }
    }

    /** A whole number. */
    public static Decimal of(long whole) {
        return new Decimal(whole, 0);
    }

    /** Parses {@code -1.50} and the like; more than nine decimals are rounded half even. */
    public static Decimal parse(String text) {
        return of(new BigDecimal(text));
    }

    /** The same number; more than nine decimals are rounded half even. Throws ArithmeticException beyond 63 bits. */
    public static Decimal of(BigDecimal number) {
        BigDecimal scaled = number.scale() < 0
                ? number.setScale(0)
                : number.scale() > SCALE_MAX ? number.setScale(SCALE_MAX, java.math.RoundingMode.HALF_EVEN) : number;
        return new Decimal(scaled.unscaledValue().longValueExact(), scaled.scale());
    }

    /** The nearest double; equal numbers give equal doubles up to 15 digits. */
    public double toDouble() {
        return mantissa / POWER[scale];
    }

    /** By value: 97 equals 97.0 here, unlike in {@link #equals}. */
    @Override
    public int compareTo(Decimal other) {
        return compareTo(other.mantissa, other.scale);
    }

    /** As {@link #compareTo(Decimal)} with {@code mantissa × 10^-scale}. */
    int compareTo(long otherMantissa, int otherScale) {
        int whole = Long.compare(
                Math.floorDiv(mantissa, WHOLE_POWER[scale]), Math.floorDiv(otherMantissa, WHOLE_POWER[otherScale]));
        return whole != 0 ? whole : Long.compare(billionths(mantissa, scale), billionths(otherMantissa, otherScale));
    }

    /** What stands behind the point, counted up from the next lower whole number. */
    private static long billionths(long mantissa, int scale) {
        return Math.floorMod(mantissa, WHOLE_POWER[scale]) * WHOLE_POWER[SCALE_MAX - scale];
    }

    /** The exact number. */
    public BigDecimal toBigDecimal() {
        return BigDecimal.valueOf(mantissa, scale);
    }

    /** Plain digits: {@code 36.8}. */
    @Override
    public String toString() {
        return toBigDecimal().toPlainString();
    }
}
