package io.wardkeep.driver.intellivue;

import org.jspecify.annotations.Nullable;

/**
 * How samples become numbers of the metric: linear between two points. Where the step between neighbouring samples has
 * a finite decimal, every number is exact; otherwise there are so many decimals that rounding moves none by more than a
 * two-hundredth of a step. Immutable.
 *
 * @param decimals decimals among the digits of a number
 * @param lowerDigits digits of the number at the lower point
 * @param lowerSample the sample there
 * @param spanDigits digits between the points
 * @param spanSamples samples between them
 */
record SampleScale(int decimals, long lowerDigits, int lowerSample, long spanDigits, int spanSamples) {

    /** A wave without an absolute value: its numbers are its samples. */
    static final SampleScale NONE = new SampleScale(0, 0, 0, 1, 1);

    private static final int STEP_DIGITS_MIN = 100;
    private static final int EXPONENT_MIN = -9;
    private static final int EXPONENT_MAX = 6;
    private static final int SAMPLE_MAX = 0xFFFF;

    /**
     * Understands a scale and range specification.
     *
     * @param bytes twelve octets at {@code at}: two floating-point numbers and the samples that mean them
     * @param places how many places the point moves to the left on the way to the metric's own unit
     * @return null where the two points make no scale that can be kept in decimals
     */
    static @Nullable SampleScale of(byte[] bytes, int at, int places) {
        int lowerSample = Octets.u16(bytes, at + 8);
        int spanSamples = Octets.u16(bytes, at + 10) - lowerSample;
        if (!Numbers.isNumber(bytes, at) || !Numbers.isNumber(bytes, at + 4) || spanSamples <= 0) {
            return null;
        }
        int exponent = Math.min(0, Math.min(bytes[at], bytes[at + 4]));
        if (exponent - places < EXPONENT_MIN || Math.max(bytes[at], bytes[at + 4]) - exponent > EXPONENT_MAX) {
            return null;
        }
        long lower = digits(bytes, at, exponent);
        long span = digits(bytes, at + 4, exponent) - lower;
        if (span == 0) {
            return null;
        }
        int decimals = places - exponent;
        int more = 0;
        while (decimals + more < -EXPONENT_MIN && !fine(span, more, spanSamples)) {
            more++;
        }
        long power = Numbers.power(more);
        SampleScale scale = new SampleScale(decimals + more, lower * power, lowerSample, span * power, spanSamples);
        return fits(scale.digits(0)) && fits(scale.digits(SAMPLE_MAX)) ? scale : null;
    }

    /** Digits of the number that a sample means. */
    int number(int sample) {
        return (int) digits(sample);
    }

    private long digits(int sample) {
        return lowerDigits + Math.floorDiv(2L * (sample - lowerSample) * spanDigits + spanSamples, 2L * spanSamples);
    }

    private static boolean fine(long span, int more, int spanSamples) {
        long digits = span * Numbers.power(more);
        return digits % spanSamples == 0 || Math.abs(digits) / spanSamples >= STEP_DIGITS_MIN;
    }

    private static boolean fits(long digits) {
        return digits > Integer.MIN_VALUE && digits <= Integer.MAX_VALUE;
    }

    private static long digits(byte[] bytes, int at, int exponent) {
        return Numbers.digits(bytes, at) * Numbers.power(Math.min(bytes[at], 0) - exponent);
    }
}
