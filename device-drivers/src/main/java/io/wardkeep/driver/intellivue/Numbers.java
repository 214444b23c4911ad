package io.wardkeep.driver.intellivue;

/** The monitor's floating-point type: a signed decimal exponent of 8 bits and a signed mantissa of 24. */
final class Numbers {

    /** Beyond this many places to either side nothing that a bedside monitor measures is lost. */
    private static final int PLACES_MAX = 9;

    private static final int NOT_A_NUMBER = 0x7FFFFF;
    private static final int NOT_AT_THIS_RESOLUTION = -0x800000;
    private static final int PLUS_INFINITY = 0x7FFFFE;
    private static final int MINUS_INFINITY = -0x7FFFFE;

    private static final long[] POWERS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private Numbers() {}

    /** Is this a number that can be written with at most nine places on either side of the point? */
    static boolean isNumber(byte[] bytes, int at) {
        int mantissa = signed24(bytes, at);
        return mantissa != NOT_A_NUMBER
                && mantissa != NOT_AT_THIS_RESOLUTION
                && mantissa != PLUS_INFINITY
                && mantissa != MINUS_INFINITY
                && bytes[at] >= -PLACES_MAX
                && bytes[at] <= PLACES_MAX;
    }

    /** Digits of a number, {@link #decimals} of them behind the point. */
    static long digits(byte[] bytes, int at) {
        long mantissa = signed24(bytes, at);
        return bytes[at] > 0 ? mantissa * POWERS[bytes[at]] : mantissa;
    }

    /** How many of a number's digits stand behind the point, 0 to 9. */
    static int decimals(byte[] bytes, int at) {
        return bytes[at] > 0 ? 0 : -bytes[at];
    }

    /** Ten to the power of {@code places}, 0 to 9. */
    static long power(int places) {
        return POWERS[places];
    }

    private static int signed24(byte[] bytes, int at) {
        return bytes[at + 1] << 16 | Octets.u16(bytes, at + 2);
    }
}
