package io.wardkeep.driver.masimo;

import io.wardkeep.driver.DeviceClock;
import io.wardkeep.ward.Reading;
import java.nio.charset.StandardCharsets;

/**
 * One line as it fills and, once {@link #read()}, what it says. Fields are found by name, because models add some. Used
 * again for the next line; owned by its session.
 */
final class Ascii1Line {

    /** Longer than any known model's line. */
    static final int BYTES_MAX = 400;

    /** A field that is not there, or shows dashes. */
    static final int ABSENT = -1;

    private static final int GARBLED = -2;
    private static final byte[] TIME_FORM = "00/00/00 00:00:00".getBytes(StandardCharsets.US_ASCII);
    private static final int ALARM_DIGITS_MIN = 4;
    private static final int ALARM_DIGITS_MAX = 6;
    private static final int EXCEPTION_DIGITS_MIN = 6;
    private static final int EXCEPTION_DIGITS_MAX = 7;

    private static final byte[] SERIAL = key("SN=");
    private static final byte[] SATURATION = key("SPO2=");
    private static final byte[] RATE = key("BPM=");
    private static final byte[] PERFUSION = key("PI=");
    private static final byte[] ALARMS = key("ALARM=");
    private static final byte[] EXCEPTIONS = key("EXC=");

    private final byte[] line = new byte[BYTES_MAX];
    private int length;
    private long deviceMillis;
    private int saturationPercent;
    private int ratePerMinute;
    private int perfusionHundredths;
    private int alarms;
    private int exceptions;
    private int alarmDigits;
    private int exceptionDigits;
    /** Where the value of the field found last begins, and where it ends. */
    private int from;

    private int until;
    /** How many digits the bit field read last has, as far as is known. */
    private int digits;

    int length() {
        return length;
    }

    boolean isFull() {
        return length == BYTES_MAX;
    }

    void add(byte octet) {
        line[length++] = octet;
    }

    void clear() {
        length = 0;
    }

    /** Understands the line; says why not, or nothing when it did. */
    String read() {
        deviceMillis = time();
        if (deviceMillis == Reading.NO_DEVICE_TIME) {
            return "time";
        }
        if (!find(SERIAL) || !find(SATURATION)) {
            return "field-missing";
        }
        saturationPercent = number(SATURATION, 3, 0);
        ratePerMinute = number(RATE, 3, 0);
        perfusionHundredths = number(PERFUSION, 2, 2);
        alarms = hexadecimal(ALARMS, ALARM_DIGITS_MIN, ALARM_DIGITS_MAX, alarmDigits);
        alarmDigits = digits;
        exceptions = hexadecimal(EXCEPTIONS, EXCEPTION_DIGITS_MIN, EXCEPTION_DIGITS_MAX, exceptionDigits);
        exceptionDigits = digits;
        boolean garbled = saturationPercent == GARBLED
                || ratePerMinute == GARBLED
                || perfusionHundredths == GARBLED
                || alarms == GARBLED
                || exceptions == GARBLED;
        return garbled ? "field-garbled" : "";
    }

    /** The device's clock read as if it were UTC. */
    long deviceMillis() {
        return deviceMillis;
    }

    /** Oxygen saturation or {@link #ABSENT}. */
    int saturationPercent() {
        return saturationPercent;
    }

    /** Pulse rate or {@link #ABSENT}. */
    int ratePerMinute() {
        return ratePerMinute;
    }

    /** Hundredths of a percent or {@link #ABSENT}. */
    int perfusionHundredths() {
        return perfusionHundredths;
    }

    /** The alarm bits or {@link #ABSENT}. */
    int alarms() {
        return alarms;
    }

    /** The exception bits or {@link #ABSENT}. */
    int exceptions() {
        return exceptions;
    }

    /** Is this the serial number, dashes left out? Asked first, because a line rarely says another one. */
    boolean hasSerial(String serial) {
        find(SERIAL);
        int same = 0;
        for (int at = from; at < until; at++) {
            if (line[at] != '-') {
                if (same == serial.length() || serial.charAt(same) != (line[at] & 0xFF)) {
                    return false;
                }
                same++;
            }
        }
        return same == serial.length();
    }

    /** The serial number; empty where the device shows dashes. */
    String serial() {
        find(SERIAL);
        return new String(line, from, until - from, StandardCharsets.ISO_8859_1).replace("-", "");
    }

    /** Month, day, year of this century, then the time of day. */
    private long time() {
        if (length <= TIME_FORM.length || line[TIME_FORM.length] != ' ') {
            return Reading.NO_DEVICE_TIME;
        }
        for (int at = 0; at < TIME_FORM.length; at++) {
            if (TIME_FORM[at] == '0' ? !isDigit(line[at]) : line[at] != TIME_FORM[at]) {
                return Reading.NO_DEVICE_TIME;
            }
        }
        return DeviceClock.millis(2000 + pair(6), pair(0), pair(3), pair(9), pair(12), pair(15));
    }

    /** Looks for {@code KEY=value} among the fields, which blanks separate. */
    private boolean find(byte[] key) {
        for (int at = TIME_FORM.length; at < length; at++) {
            if (line[at - 1] == ' ' && startsWith(key, at)) {
                from = at + key.length;
                until = from;
                while (until < length && line[until] != ' ') {
                    until++;
                }
                return true;
            }
        }
        return false;
    }

    private boolean startsWith(byte[] key, int at) {
        if (length - at < key.length) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (line[at + i] != key[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * A number of fixed width, a percent sign allowed behind it: without a check sum the width is all there is to find
     * a lost digit by.
     */
    private int number(byte[] key, int digits, int decimals) {
        if (!find(key)) {
            return ABSENT;
        }
        int end = until > from && line[until - 1] == '%' ? until - 1 : until;
        if (isDashes(end)) {
            return ABSENT;
        }
        if (end - from != (decimals == 0 ? digits : digits + 1 + decimals)) {
            return GARBLED;
        }
        int number = 0;
        for (int at = from; at < end; at++) {
            if (at - from == digits) {
                if (line[at] != '.') {
                    return GARBLED;
                }
            } else if (isDigit(line[at])) {
                number = number * 10 + line[at] - '0';
            } else {
                return GARBLED;
            }
        }
        return number;
    }

    private boolean isDashes(int end) {
        for (int at = from; at < end; at++) {
            if (line[at] != '-' && line[at] != '+' && line[at] != '.') {
                return false;
            }
        }
        return end > from;
    }

    /**
     * A bit field of a few digits. Models differ in how many, but none changes its mind: one that is narrower than in
     * the line before was cut.
     */
    private int hexadecimal(byte[] key, int digitsMin, int digitsMax, int digitsBefore) {
        digits = digitsBefore;
        if (!find(key) || isDashes(until)) {
            return ABSENT;
        }
        int width = until - from;
        if (width < digitsMin || width > digitsMax) {
            return GARBLED;
        }
        digits = width;
        if (width < digitsBefore) {
            return GARBLED;
        }
        int bits = 0;
        for (int at = from; at < until; at++) {
            int digit = line[at] < 0 ? -1 : Character.digit(line[at], 16);
            if (digit < 0) {
                return GARBLED;
            }
            bits = bits << 4 | digit;
        }
        return bits;
    }

    private int pair(int at) {
        return (line[at] - '0') * 10 + line[at + 1] - '0';
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
