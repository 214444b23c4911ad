package io.wardkeep.driver.medibus;

import java.nio.charset.StandardCharsets;

/** Digits and numbers as MEDIBUS writes them, read where they lie. */
final class Text {

    /** Not a number. */
    static final long NONE = Long.MIN_VALUE;

    private Text() {}

    /** The value of an upper-case digit, or -1. */
    static int hexadecimal(byte digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
    }

    /** Two digits, or -1. */
    static int hexadecimalPair(Message message, int at) {
        int high = hexadecimal(message.data(at));
        int low = hexadecimal(message.data(at + 1));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /**
     * The digits of a number of a fixed width, the point left out: blanks stand where the form shows no digit, also
     * between a sign and its number. {@link #NONE} where it is anything else.
     */
    static long digits(Message message, int from, int width) {
        long number = 0;
        int digits = 0;
        boolean negative = false;
        boolean point = false;
        boolean ended = false;
        for (int at = from; at < from + width; at++) {
            byte next = message.data(at);
            if (next == ' ') {
                ended = digits > 0 || point;
            } else if (ended) {
                return NONE;
            } else if (next == '-' && !negative && digits == 0 && !point) {
                negative = true;
            } else if (next == '.' && !point) {
                point = true;
            } else if (next >= '0' && next <= '9') {
                number = number * 10 + next - '0';
                digits++;
            } else {
                return NONE;
            }
        }
        return digits == 0 ? NONE : negative ? -number : number;
    }

    /** How many digits stand behind the point. */
    static int decimals(Message message, int from, int width) {
        int decimals = -1;
        for (int at = from; at < from + width; at++) {
            byte next = message.data(at);
            if (next == '.') {
                decimals = 0;
            } else if (decimals >= 0 && next >= '0' && next <= '9') {
                decimals++;
            }
        }
        return Math.max(decimals, 0);
    }

    /** Characters as they are, blanks at the ends left out. */
    static String trimmed(Message message, int from, int width) {
        byte[] text = new byte[width];
        for (int i = 0; i < width; i++) {
            text[i] = message.data(from + i);
        }
        return new String(text, StandardCharsets.US_ASCII).trim();
    }
}
