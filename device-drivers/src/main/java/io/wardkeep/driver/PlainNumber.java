package io.wardkeep.driver;

import io.wardkeep.ward.Decimal;

/** Reads numbers of text protocols by hand, without making objects. Holds the last one read; owned by one session. */
public final class PlainNumber {

    private static final int DIGITS_MAX = 9;

    private long mantissa;
    private int scale;

    /** Zero. */
    public PlainNumber() {}

    /**
     * Reads {@code -12.50} and the like: a sign or none, digits, a point among them or none, at most nine digits.
     *
     * @return false where the text is no such number; then what is held means nothing
     */
    public boolean read(byte[] text, int from, int until) {
        int at = from;
        boolean negative = at < until && text[at] == '-';
        if (negative || at < until && text[at] == '+') {
            at++;
        }
        long number = 0;
        int digits = 0;
        int decimals = 0;
        boolean point = false;
        for (; at < until; at++) {
            if (text[at] == '.' && !point) {
                point = true;
            } else if (text[at] >= '0' && text[at] <= '9') {
                number = number * 10 + text[at] - '0';
                digits++;
                decimals += point ? 1 : 0;
            } else {
                return false;
            }
        }
        mantissa = negative ? -number : number;
        scale = decimals;
        return digits > 0 && digits <= DIGITS_MAX;
    }

    /** Its digits. */
    public long mantissa() {
        return mantissa;
    }

    /** How many of them stand behind the point, 0 to {@link Decimal#SCALE_MAX}. */
    public int scale() {
        return scale;
    }

    /** A whole number of digits alone, at most nine; -1 where the text is none. */
    public static int whole(byte[] text, int from, int until) {
        if (until <= from || until - from > DIGITS_MAX) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < until; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return -1;
            }
            number = number * 10 + text[i] - '0';
        }
        return number;
    }
}
