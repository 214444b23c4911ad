package io.wardkeep.driver.pb840;

import io.wardkeep.driver.PlainNumber;

/**
 * One report, {@code MISCF,bytes,fields,STX f5,f6,...,ETX}: where its fields are, and what they say. Reused from report
 * to report; valid until the next {@link #read}. Fields are numbered as the document does, from 5.
 */
final class DciReport {

    /** The long report, asked for by {@code SNDF}. */
    static final String LONG = "MISCF";
    /** The short one, which only recordings of other hosts have. */
    static final String SHORT = "MISCA";

    static final int FIRST_FIELD = 5;

    private static final int FIELDS_MAX = 200;
    private static final int STX = 0x02;
    private static final int ETX = 0x03;

    private final PlainNumber number = new PlainNumber();
    private final int[] starts = new int[FIELDS_MAX];
    private final int[] ends = new int[FIELDS_MAX];
    private byte[] line = new byte[0];
    private int fields;
    private boolean isLong;

    /**
     * Finds the fields of a line without its CR.
     *
     * @return why it is no report; empty where it is one
     */
    String read(byte[] bytes, int length) {
        line = bytes;
        isLong = startsWith(LONG, length);
        if (!isLong && !startsWith(SHORT, length)) {
            return "unsynchronised";
        }
        int comma = LONG.length();
        int bytesEnd = comma(comma + 1, length);
        int fieldsEnd = comma(bytesEnd + 1, length);
        if (fieldsEnd + 1 >= length || line[comma] != ',' || line[fieldsEnd + 1] != STX) {
            return "header";
        }
        int promisedBytes = PlainNumber.whole(line, comma + 1, bytesEnd);
        int promisedFields = PlainNumber.whole(line, bytesEnd + 1, fieldsEnd);
        int from = fieldsEnd + 2;
        if (promisedBytes != length - from || line[length - 1] != ETX) {
            return "length";
        }
        return promisedFields == split(from, length - 1) ? "" : "fields";
    }

    boolean isLong() {
        return isLong;
    }

    /** The number of the last field. */
    int lastField() {
        return FIRST_FIELD + fields - 1;
    }

    /** Where the field's text begins and ends in the line, without the blanks around it. */
    int start(int field) {
        return starts[field - FIRST_FIELD];
    }

    int end(int field) {
        return ends[field - FIRST_FIELD];
    }

    byte[] bytes() {
        return line;
    }

    boolean is(int field, String text) {
        int start = start(field);
        if (end(field) - start != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (line[start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Is there nothing, or only dashes, or the word for a limit that is not used? */
    boolean isMissing(int field) {
        for (int i = start(field); i < end(field); i++) {
            if (line[i] != '-') {
                return is(field, "OFF");
            }
        }
        return true;
    }

    /** Reads the field as a number into {@link #mantissa()} and {@link #scale()}; false where it is none. */
    boolean readNumber(int field) {
        return number.read(line, start(field), end(field));
    }

    long mantissa() {
        return number.mantissa();
    }

    int scale() {
        return number.scale();
    }

    private boolean startsWith(String name, int length) {
        if (length < name.length() + 1) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (line[i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int comma(int from, int length) {
        int at = from;
        while (at < length && line[at] != ',') {
            at++;
        }
        return at;
    }

    /** Every field ends with a comma. Returns how many there are, -1 for too many or a last one without its comma. */
    private int split(int from, int until) {
        fields = 0;
        int start = from;
        for (int at = from; at < until; at++) {
            if (line[at] == ',') {
                if (fields == FIELDS_MAX) {
                    return -1;
                }
                put(start, at);
                start = at + 1;
            }
        }
        return start == until ? fields : -1;
    }

    private void put(int from, int until) {
        int start = from;
        int end = until;
        while (start < end && line[start] == ' ') {
            start++;
        }
        while (end > start && line[end - 1] == ' ') {
            end--;
        }
        starts[fields] = start;
        ends[fields] = end;
        fields++;
    }
}
