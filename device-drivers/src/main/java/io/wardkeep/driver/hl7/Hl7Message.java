package io.wardkeep.driver.hl7;

import io.wardkeep.driver.DeviceClock;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Reading;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A message as a reader walks through it: segment by segment, and within the current segment by number of field and
 * component, from 1 as the standard counts. What was last found lies between {@link #from} and {@link #until} of
 * {@link #bytes}. Makes no objects but texts.
 */
final class Hl7Message {

    /** Fields beyond these are not looked at; OBX has 25. */
    private static final int FIELDS_MAX = 64;

    private static final int DIGITS_MAX = 18;
    private static final long MILLIS_PER_MINUTE = 60_000;
    private static final int ZONE_MINUTES_MAX = 14 * 60;
    private static final String CHARSET_PARTS = "8859/";
    private static final Charset[] PARTS = parts();
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");
    private static final String NULL = "\"\"";

    byte[] bytes = new byte[0];
    int from;
    int until;
    /** What {@link #number} found. */
    long mantissa;

    int scale;
    /** Did {@link #time} see a zone? */
    boolean zoned;

    private final int[] fieldAt = new int[FIELDS_MAX + 1];
    private int end;
    private int next;
    private int segmentFrom;
    private int segmentUntil;
    private int fields;
    private byte fieldSeparator;
    private byte componentSeparator;
    private byte repetitionSeparator;
    private byte subcomponentSeparator;
    private byte escape;

    /** ISO 8859 by the number of its part. */
    private static Charset[] parts() {
        Charset[] parts = new Charset[17];
        for (int part = 0; part < parts.length; part++) {
            String name = "ISO-8859-" + part;
            parts[part] = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
        }
        return parts;
    }

    /** Begins with another message; false when it has no header with separators. */
    boolean open(byte[] message, int length) {
        bytes = message;
        end = length;
        next = 0;
        while (next < end && (bytes[next] == '\r' || bytes[next] == '\n')) {
            next++;
        }
        if (end - next < 9 || bytes[next] != 'M' || bytes[next + 1] != 'S' || bytes[next + 2] != 'H') {
            return false;
        }
        fieldSeparator = bytes[next + 3];
        componentSeparator = bytes[next + 4];
        repetitionSeparator = bytes[next + 5];
        escape = bytes[next + 6];
        subcomponentSeparator = bytes[next + 7];
        return fieldSeparator > ' '
                && componentSeparator > ' '
                && repetitionSeparator > ' '
                && (bytes[next + 8] == fieldSeparator || end - next > 9 && bytes[next + 9] == fieldSeparator)
                && nextSegment();
    }

    /** Goes to the next segment; false at the end. */
    boolean nextSegment() {
        while (next < end && (bytes[next] == '\r' || bytes[next] == '\n')) {
            next++;
        }
        if (next >= end) {
            return false;
        }
        segmentFrom = next;
        while (next < end && bytes[next] != '\r' && bytes[next] != '\n') {
            next++;
        }
        segmentUntil = next;
        index();
        return true;
    }

    /** Where the current segment begins: a place to {@link #back} to. */
    int place() {
        return segmentFrom;
    }

    /** Goes back to a segment. */
    void back(int place) {
        next = place;
        nextSegment();
    }

    int segmentLength() {
        return segmentUntil - segmentFrom;
    }

    private void index() {
        fields = 0;
        for (int at = segmentFrom; at < segmentUntil && fields < FIELDS_MAX; at++) {
            if (bytes[at] == fieldSeparator) {
                fieldAt[fields++] = at;
            }
        }
    }

    /** Is the current segment of this kind? */
    boolean is(String name) {
        if (segmentLength() < 3 || segmentLength() > 3 && bytes[segmentFrom + 3] != fieldSeparator) {
            return false;
        }
        return bytes[segmentFrom] == name.charAt(0)
                && bytes[segmentFrom + 1] == name.charAt(1)
                && bytes[segmentFrom + 2] == name.charAt(2);
    }

    /** Could the current segment be one: three capitals or digits and a separator? */
    boolean isSegment() {
        if (segmentLength() < 3 || segmentLength() > 3 && bytes[segmentFrom + 3] != fieldSeparator) {
            return false;
        }
        for (int at = segmentFrom; at < segmentFrom + 3; at++) {
            boolean capital = bytes[at] >= 'A' && bytes[at] <= 'Z';
            boolean digit = bytes[at] >= '0' && bytes[at] <= '9';
            if (!capital && !digit) {
                return false;
            }
        }
        return true;
    }

    /** Finds a whole field of the current segment, without its further repetitions; false when it is empty. */
    boolean field(int number) {
        return at(number) && repetitionAt(from);
    }

    /** Goes to where a field begins; false when the segment is shorter. */
    private boolean at(int number) {
        // MSH-1 is the separator itself, so that the header's first separator counts twice.
        int index = is("MSH") ? number - 2 : number - 1;
        if (index < 0 || index >= fields) {
            from = segmentUntil;
            until = segmentUntil;
            return false;
        }
        from = fieldAt[index] + 1;
        until = index + 1 < fields ? fieldAt[index + 1] : endOfField(from);
        return true;
    }

    private int endOfField(int start) {
        int at = start;
        while (at < segmentUntil && bytes[at] != fieldSeparator) {
            at++;
        }
        return at;
    }

    /** Finds a component of a field of the current segment; false when it is empty. */
    boolean component(int field, int number) {
        return field(field) && part(componentSeparator, number);
    }

    /** Finds a subcomponent of the component that was found; false when it is empty. */
    boolean subcomponent(int number) {
        return part(subcomponentSeparator, number);
    }

    /** Is this one of the repetitions of a field? */
    boolean repeats(int field, String text) {
        int fieldEnd = at(field) ? endOfField(from) : -1;
        for (int at = from; at <= fieldEnd; at = until + 1) {
            repetitionAt(at);
            if (equal(text)) {
                return true;
            }
        }
        return false;
    }

    /** Finds a component of the first repetition of a field that has it; false when none has. */
    boolean anyComponent(int field, int number) {
        return componentBeside(field, number, 0, "");
    }

    /** Finds a component of the first repetition of a field that has it and whose other component is this text. */
    boolean componentBeside(int field, int number, int other, String text) {
        int fieldEnd = at(field) ? endOfField(from) : -1;
        for (int at = from; at <= fieldEnd; ) {
            repetitionAt(at);
            int repetitionEnd = until;
            boolean isMeant = other == 0 || part(componentSeparator, other) && equal(text);
            from = at;
            until = repetitionEnd;
            if (isMeant && part(componentSeparator, number)) {
                return true;
            }
            at = repetitionEnd + 1;
        }
        return false;
    }

    /** A repetition that begins there is found; false when it is empty. */
    private boolean repetitionAt(int start) {
        int fieldEnd = endOfField(start);
        from = start;
        until = start;
        // MSH-2 holds the separators themselves.
        boolean separators = is("MSH") && start == segmentFrom + 4;
        while (until < fieldEnd && (separators || bytes[until] != repetitionSeparator)) {
            until++;
        }
        return from < until;
    }

    private boolean part(byte separator, int number) {
        int stop = until;
        for (int count = 1; count < number; count++) {
            while (from < stop && bytes[from] != separator) {
                from++;
            }
            if (from == stop) {
                until = stop;
                return false;
            }
            from++;
        }
        until = from;
        while (until < stop && bytes[until] != separator) {
            until++;
        }
        return from < until;
    }

    /** Is what was found this text? */
    boolean equal(String text) {
        if (until - from != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** What was found as text, at most so many bytes of it, with {@code ^} between components. */
    String text(int bytesMax, Charset charset) {
        int stop = Math.min(until, from + bytesMax);
        while (stop > from && bytes[stop - 1] == componentSeparator) {
            stop--;
        }
        String text = new String(bytes, from, stop - from, charset);
        return componentSeparator == '^' ? text : text.replace((char) componentSeparator, '^');
    }

    /**
     * What was found as people would write it: escapes undone, at most so many characters, and nothing where it says
     * that there is nothing. Bytes that are no UTF-8 where that is what should be here are read as Latin letters.
     */
    String plain(int charactersMax, Charset charset) {
        if (equal(NULL)) {
            return "";
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(until - from);
        for (int at = from; at < until && out.size() < 4 * charactersMax; at++) {
            int close = bytes[at] == escape ? closing(at + 1) : -1;
            if (close < 0) {
                out.write(bytes[at]);
            } else {
                unescape(at + 1, close, out);
                at = close;
            }
        }
        String text = CONTROLS.matcher(decode(out.toByteArray(), charset))
                .replaceAll(" ")
                .strip();
        if (text.length() <= charactersMax) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(charactersMax - 1));
        return text.substring(0, splits ? charactersMax - 1 : charactersMax);
    }

    private int closing(int start) {
        for (int at = start; at < until; at++) {
            if (bytes[at] == escape) {
                return at;
            }
        }
        return -1;
    }

    /** Separators and bytes; what asks for letters of another kind or for a new line is left out. */
    private void unescape(int start, int close, ByteArrayOutputStream out) {
        int length = close - start;
        switch (length == 0 ? 0 : bytes[start]) {
            case 'F' -> out.write(fieldSeparator);
            case 'S' -> out.write(componentSeparator);
            case 'T' -> out.write(subcomponentSeparator);
            case 'R' -> out.write(repetitionSeparator);
            case 'E' -> out.write(escape);
            case 'X' -> {
                for (int at = start + 1; at + 1 < close; at += 2) {
                    if (HexFormat.isHexDigit(bytes[at]) && HexFormat.isHexDigit(bytes[at + 1])) {
                        out.write(HexFormat.fromHexDigit(bytes[at]) << 4 | HexFormat.fromHexDigit(bytes[at + 1]));
                    }
                }
            }
            default -> {}
        }
    }

    private static String decode(byte[] text, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        } catch (CharacterCodingException _) {
            return new String(text, StandardCharsets.ISO_8859_1);
        }
    }

    /** The characters of the message, by MSH-18 of the current segment. */
    Charset charset() {
        if (field(18) && until - from > CHARSET_PARTS.length() && matches(from, CHARSET_PARTS)) {
            from += CHARSET_PARTS.length();
            if (number() && scale == 0 && mantissa > 0 && mantissa < PARTS.length) {
                return PARTS[(int) mantissa];
            }
        }
        return StandardCharsets.UTF_8;
    }

    /** Is what was found a decimal number? Then {@link #mantissa} and {@link #scale} are it. */
    boolean number() {
        int at = from;
        boolean negative = at < until && bytes[at] == '-';
        if (negative || at < until && bytes[at] == '+') {
            at++;
        }
        mantissa = 0;
        scale = 0;
        int digits = 0;
        boolean point = false;
        for (; at < until; at++) {
            byte octet = bytes[at];
            if (octet == '.' && !point) {
                point = true;
            } else if (octet >= '0' && octet <= '9' && digits < DIGITS_MAX) {
                mantissa = mantissa * 10 + octet - '0';
                digits++;
                scale += point ? 1 : 0;
            } else {
                return false;
            }
        }
        mantissa = negative ? -mantissa : mantissa;
        return digits > 0 && scale <= Decimal.SCALE_MAX;
    }

    /**
     * What was found as a time: {@code YYYYMMDDHHMM[SS[.S…]][±ZZZZ]}.
     *
     * @param zoneMinutes east of Greenwich, where it says none
     * @return milliseconds since 1970, or {@link Reading#NO_DEVICE_TIME}
     */
    long time(int zoneMinutes) {
        zoned = false;
        int zone = zoneMinutes;
        int stop = until;
        for (int at = Math.max(from, until - 5); at < until; at++) {
            if (bytes[at] == '+' || bytes[at] == '-') {
                int minutes = digits(at + 1, 2) * 60 + digits(at + 3, 2);
                zone = bytes[at] == '-' ? -minutes : minutes;
                zoned = until - at == 5;
                stop = at;
            }
        }
        if (stop - from < 12 || stop < until && !zoned || Math.abs(zone) > ZONE_MINUTES_MAX) {
            return Reading.NO_DEVICE_TIME;
        }
        int second = stop - from >= 14 ? digits(from + 12, 2) : 0;
        int milli = 0;
        for (int at = from + 15, weight = 100; at < stop && weight > 0; at++, weight /= 10) {
            milli += weight * digits(at, 1);
        }
        long time = DeviceClock.millis(
                digits(from, 4),
                digits(from + 4, 2),
                digits(from + 6, 2),
                digits(from + 8, 2),
                digits(from + 10, 2),
                second);
        return time == Reading.NO_DEVICE_TIME || milli < 0
                ? Reading.NO_DEVICE_TIME
                : time + milli - zone * MILLIS_PER_MINUTE;
    }

    /** The zone of what was found as a time, in minutes east of Greenwich; 0 where it says none. */
    int zoneMinutes() {
        for (int at = Math.max(from, until - 5); at < until; at++) {
            if (bytes[at] == '+' || bytes[at] == '-') {
                int minutes = digits(at + 1, 2) * 60 + digits(at + 3, 2);
                int zone = bytes[at] == '-' ? -minutes : minutes;
                return Math.abs(zone) > ZONE_MINUTES_MAX ? 0 : zone;
            }
        }
        return 0;
    }

    /** So many digits as a number; far below zero where one of them is none, so that no calendar has it. */
    private int digits(int start, int count) {
        if (start + count > until) {
            return -100_000;
        }
        int number = 0;
        for (int at = start; at < start + count; at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                return -100_000;
            }
            number = number * 10 + bytes[at] - '0';
        }
        return number;
    }

    /** Does what lies in the current segment contain a segment's name that lost the separator before it? */
    boolean swallowed(String name) {
        for (int at = segmentFrom + 4; at + name.length() < segmentUntil; at++) {
            if (bytes[at + name.length()] == fieldSeparator && bytes[at - 1] != fieldSeparator && matches(at, name)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(int at, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (bytes[at + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A digest of the whole message, by which its repetition is known (FNV-1a, 64 bits). */
    long digest() {
        long digest = 0xcbf29ce484222325L;
        for (int at = 0; at < end; at++) {
            digest = (digest ^ bytes[at] & 0xFF) * 0x100000001b3L;
        }
        return digest;
    }
}
