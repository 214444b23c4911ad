package io.wardkeep.driver.bcc;

import io.wardkeep.driver.PlainNumber;

/**
 * One of a block's {@code time,address,parameter,value}, separated by RS. A cursor over the block's bytes: makes no
 * objects, and the value may hold commas.
 */
final class Quadruple {

    /** No pump, but the device that speaks for them. */
    static final int SYSTEM = 0;

    /** One more than the highest {@link #pump()}. */
    static final int PLACES = 400;

    private static final int RS = 0x1E;
    private static final int PUMP_ADDRESS_CHARACTERS = 5;
    private static final int PILLARS = 3;
    private static final int PUMPS_IN_PILLAR = 24;

    private byte[] bytes = new byte[0];
    private int next;
    private int end;
    private int pump;
    private int parameterStart;
    private int parameterEnd;
    private int valueEnd;

    /** Begins before the first one. */
    void over(byte[] block, int from, int until) {
        bytes = block;
        next = from;
        end = until;
    }

    /** Goes to where {@link #place} was taken. */
    void backTo(int place) {
        next = place;
    }

    /** Where the next one begins. */
    int place() {
        return next;
    }

    boolean hasNext() {
        return next < end;
    }

    /** Goes to the next one; false when what stands there is none. */
    boolean advance() {
        int from = next;
        int until = from;
        while (until < end && bytes[until] != RS) {
            until++;
        }
        next = until + 1;
        valueEnd = until;
        int timeEnd = comma(from, until);
        int addressEnd = comma(timeEnd + 1, until);
        parameterStart = addressEnd + 1;
        parameterEnd = comma(parameterStart, until);
        if (timeEnd == from || parameterStart >= until || parameterEnd == parameterStart) {
            return false;
        }
        pump = pump(timeEnd + 1, addressEnd);
        return pump >= SYSTEM;
    }

    /** Pillar times 100 and the pump's place in it from the bottom, or {@link #SYSTEM}. */
    int pump() {
        return pump;
    }

    boolean isParameter(String name) {
        return is(parameterStart, parameterEnd, name);
    }

    /** The number behind {@code prefix} in the parameter's name; -1 where it is another parameter. */
    int numberOf(String prefix) {
        int digits = parameterStart + prefix.length();
        return digits < parameterEnd && is(parameterStart, digits, prefix)
                ? PlainNumber.whole(bytes, digits, parameterEnd)
                : -1;
    }

    boolean isValue(String text) {
        return is(valueStart(), valueEnd, text);
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the value begins; at its end where there is no value part. */
    int valueStart() {
        return Math.min(parameterEnd + 1, valueEnd);
    }

    int valueEnd() {
        return valueEnd;
    }

    private int comma(int from, int until) {
        int at = from;
        while (at < until && bytes[at] != ',') {
            at++;
        }
        return at;
    }

    /** 50100 is the device, 501xy the pump y (1 to 9, A to O) of pillar x. */
    private int pump(int from, int until) {
        if (until - from != PUMP_ADDRESS_CHARACTERS || !is(from, from + 3, "501")) {
            return -1;
        }
        int pillar = bytes[from + 3] - '0';
        int place = place(bytes[from + 4]);
        if (pillar == 0 && place == 0) {
            return SYSTEM;
        }
        return pillar >= 1 && pillar <= PILLARS && place >= 1 && place <= PUMPS_IN_PILLAR ? 100 * pillar + place : -1;
    }

    private static int place(byte letter) {
        return letter >= '0' && letter <= '9' ? letter - '0' : letter >= 'A' && letter <= 'O' ? letter - 'A' + 10 : -1;
    }

    private boolean is(int from, int until, String text) {
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
}
