package io.wardkeep.driver.astm;

import io.wardkeep.driver.DeviceClock;
import io.wardkeep.ward.Reading;
import java.nio.charset.StandardCharsets;

/**
 * A record as it fills, and where its fields lie. The header says by which characters fields and components are told
 * apart. Owned by one session.
 */
final class AstmRecord {

    private static final int RECORD_MAX = 48 * 1_024;

    private final byte[] text = new byte[RECORD_MAX];
    private final byte[] saved = new byte[RECORD_MAX];
    private int length;
    private int savedLength;
    private byte fieldDelimiter = '|';
    private byte componentDelimiter = '^';
    private int from;
    private int until;

    /** Begins the next record. */
    void clear() {
        length = 0;
    }

    /** Remembers what it is, the beginning of a record that goes on in the next frame. */
    void save() {
        System.arraycopy(text, 0, saved, 0, length);
        savedLength = length;
    }

    /** Is again what was saved. */
    void restore() {
        System.arraycopy(saved, 0, text, 0, savedLength);
        length = savedLength;
    }

    int length() {
        return length;
    }

    /** Takes an octet; false where the record is longer than any. */
    boolean put(byte octet) {
        if (length == RECORD_MAX) {
            return false;
        }
        text[length++] = octet;
        return true;
    }

    /** Its first letter; 0 where it is empty. */
    char type() {
        return length == 0 ? 0 : (char) (text[0] & 0xFF);
    }

    /** Takes over the delimiters that a header declares: field, repetition, component, escape. */
    void declareDelimiters() {
        if (length >= 5 && isDelimiter(text[1]) && isDelimiter(text[3])) {
            fieldDelimiter = text[1];
            // A header may write its escape of the repetition delimiter, so the component's is sought from behind.
            int end = 2;
            while (end < length && text[end] != fieldDelimiter) {
                end++;
            }
            componentDelimiter = end >= 5 ? text[end - 2] : text[3];
        }
    }

    private static boolean isDelimiter(byte octet) {
        return octet > ' ' && octet <= '~' && !Character.isLetterOrDigit(octet);
    }

    /** Goes to a field, the letter being number 0; it is empty where there is none. */
    AstmRecord field(int number) {
        int at = 0;
        for (int left = number; left > 0 && at <= length; left--) {
            at = next(fieldDelimiter, at, length) + 1;
        }
        from = Math.min(at, length);
        until = next(fieldDelimiter, from, length);
        return this;
    }

    /** Goes to a component of the present field; false where there is none. */
    boolean component(int number) {
        int end = until;
        int at = from;
        for (int left = number; left > 0; left--) {
            at = next(componentDelimiter, at, end) + 1;
            if (at > end) {
                return false;
            }
        }
        from = at;
        until = next(componentDelimiter, at, end);
        return true;
    }

    private int next(byte delimiter, int at, int end) {
        int found = at;
        while (found < end && text[found] != delimiter) {
            found++;
        }
        return found;
    }

    /** The only character of the present field or component; 0 where it has none or several. */
    char letter() {
        return until - from == 1 ? (char) (text[from] & 0xFF) : 0;
    }

    /** Is it this text, blanks around it left aside? */
    boolean is(String expected) {
        trim();
        if (until - from != expected.length()) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            if ((text[from + i] & 0xFF) != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void trim() {
        while (from < until && text[from] == ' ') {
            from++;
        }
        while (from < until && text[until - 1] == ' ') {
            until--;
        }
    }

    /** Decimals of a plain number: digits with at most one point and a sign; -1 where it is none. */
    int decimals() {
        trim();
        int decimals = -1;
        int digits = 0;
        for (int at = from; at < until; at++) {
            byte octet = text[at];
            if (octet >= '0' && octet <= '9') {
                digits++;
                decimals += decimals >= 0 ? 1 : 0;
            } else if (octet == '.' && decimals < 0 && digits > 0) {
                decimals = 0;
            } else if ((octet != '-' && octet != '+') || at != from) {
                return -1;
            }
        }
        return digits == 0 || digits > 15 || decimals > 9 ? -1 : Math.max(0, decimals);
    }

    /** The digits of a plain number with its sign, the point left out. */
    long digits() {
        long number = 0;
        for (int at = from; at < until; at++) {
            if (text[at] >= '0' && text[at] <= '9') {
                number = 10 * number + text[at] - '0';
            }
        }
        return from < until && text[from] == '-' ? -number : number;
    }

    /** Has the present field or component any text? */
    boolean isTold() {
        trim();
        return from < until;
    }

    /**
     * A date and time as if it were UTC, {@code YYYYMMDDHHMMSS} or without the seconds; {@link Reading#NO_DEVICE_TIME}
     * where it is none.
     */
    long millis() {
        trim();
        if (until - from < 12) {
            return Reading.NO_DEVICE_TIME;
        }
        boolean toTheMinute = until - from == 12 || text[from + 12] == '+' || text[from + 12] == '-';
        if (!toTheMinute && until - from < 14) {
            return Reading.NO_DEVICE_TIME;
        }
        int second = toTheMinute ? 0 : pair(12);
        return DeviceClock.millis(pair(0) * 100 + pair(2), pair(4), pair(6), pair(8), pair(10), second);
    }

    private int pair(int offset) {
        int high = text[from + offset] - '0';
        int low = text[from + offset + 1] - '0';
        return high < 0 || high > 9 || low < 0 || low > 9 ? -1_000_000 : 10 * high + low;
    }

    /** The present field or component for people: printable characters, at most {@code max} of them. */
    String words(int max) {
        trim();
        StringBuilder words = new StringBuilder();
        String raw = new String(text, from, Math.min(until - from, max), StandardCharsets.US_ASCII);
        for (int i = 0; i < raw.length(); i++) {
            char letter = raw.charAt(i);
            words.append(letter == componentDelimiter || letter < ' ' || letter > '~' ? ' ' : letter);
        }
        return words.toString().strip();
    }

    /** Goes on with a digest over the whole record. */
    long digest(long before) {
        return digest(before, 0, length);
    }

    /** Goes on with a digest over the present field or component. */
    long digestOfField(long before) {
        return digest(before, from, until);
    }

    private long digest(long before, int first, int end) {
        long digest = before;
        for (int at = first; at < end; at++) {
            digest = (digest ^ text[at] & 0xFF) * 0x100000001B3L;
        }
        return digest;
    }
}
