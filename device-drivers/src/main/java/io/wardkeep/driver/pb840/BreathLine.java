package io.wardkeep.driver.pb840;

import io.wardkeep.driver.PlainNumber;
import io.wardkeep.ward.Waveform;

/** A line of the waveform port, understood. Reused from line to line; valid until the next {@link #read}. */
final class BreathLine {

    /** What a line is. */
    enum Kind {
        /** {@code BS, S:14919,}: a breath begins. */
        BREATH_BEGINS,
        /** {@code BE}: it is over. */
        BREATH_ENDS,
        /** {@code 6.14, 8.40}: flow and pressure. */
        SAMPLE,
        /** A sample of which one value is missing. */
        HALF_SAMPLE,
        /** A recorder's time and nothing else. */
        RECORDERS_TIME,
        /** Nothing of these. */
        UNREADABLE
    }

    /** Decimals of {@link #flow()} and {@link #pressure()}. */
    static final int SCALE = 2;

    private static final int WHOLE_DIGITS_MAX = 5;
    private static final int DATE_CHARACTERS = 10;

    private final PlainNumber number = new PlainNumber();
    private byte[] line = new byte[0];
    private int length;
    private int breath;
    private int flow;
    private int pressure;

    Kind read(byte[] bytes, int until) {
        line = bytes;
        length = until;
        if (readBegin()) {
            return Kind.BREATH_BEGINS;
        }
        int lastComma = commaBefore(length);
        if (isEnd(lastComma + 1)) {
            return Kind.BREATH_ENDS;
        }
        if (lastComma < 0) {
            return isTime(0, length) ? Kind.RECORDERS_TIME : Kind.UNREADABLE;
        }
        int firstComma = commaBefore(lastComma);
        if (firstComma < 0 && isTime(0, lastComma) && isBlank(lastComma + 1, length)) {
            return Kind.RECORDERS_TIME;
        }
        if (firstComma >= 0 && !isTime(0, firstComma)) {
            return Kind.UNREADABLE;
        }
        return readSample(firstComma + 1, lastComma);
    }

    /** The number of the breath that begins. */
    int breath() {
        return breath;
    }

    /** Hundredths of a litre a minute, or {@link Waveform#MISSING}. */
    int flow() {
        return flow;
    }

    /** Hundredths of a centimetre of water, or {@link Waveform#MISSING}. */
    int pressure() {
        return pressure;
    }

    /** {@code BS} may stand behind a recorder's time or behind junk, and blanks anywhere between. */
    private boolean readBegin() {
        for (int at = 0; at + 1 < length; at++) {
            if (line[at] == 'B' && line[at + 1] == 'S' && readNumber(at + 2)) {
                return true;
            }
        }
        return false;
    }

    private boolean readNumber(int from) {
        int at = blanks(from);
        if (at >= length || line[at] != ',') {
            return false;
        }
        at = blanks(at + 1);
        if (at + 1 >= length || line[at] != 'S' || line[at + 1] != ':') {
            return false;
        }
        int digits = at + 2;
        int end = digits;
        while (end < length && line[end] >= '0' && line[end] <= '9') {
            end++;
        }
        breath = PlainNumber.whole(line, digits, end);
        return breath >= 0;
    }

    private boolean isEnd(int from) {
        int at = blanks(from);
        return at + 1 < length && line[at] == 'B' && line[at + 1] == 'E' && isBlank(at + 2, length);
    }

    private Kind readSample(int from, int comma) {
        boolean noFlow = isBlank(from, comma);
        boolean noPressure = isBlank(comma + 1, length);
        if (noFlow && noPressure) {
            return Kind.UNREADABLE;
        }
        flow = Waveform.MISSING;
        pressure = Waveform.MISSING;
        if (!noFlow) {
            if (!readHundredths(from, comma)) {
                return Kind.UNREADABLE;
            }
            flow = (int) number.mantissa();
        }
        if (!noPressure) {
            if (!readHundredths(comma + 1, length)) {
                return Kind.UNREADABLE;
            }
            pressure = (int) number.mantissa();
        }
        return noFlow || noPressure ? Kind.HALF_SAMPLE : Kind.SAMPLE;
    }

    private boolean readHundredths(int from, int until) {
        int start = blanks(from);
        int end = until;
        while (end > start && line[end - 1] == ' ') {
            end--;
        }
        // The device always writes two decimals: one with fewer has lost some.
        return end - start <= WHOLE_DIGITS_MAX + SCALE + 1 && number.read(line, start, end) && number.scale() == SCALE;
    }

    /** {@code 2015-08-27} and whatever follows. */
    private boolean isTime(int from, int until) {
        return until - from >= DATE_CHARACTERS
                && PlainNumber.whole(line, from, from + 4) >= 0
                && line[from + 4] == '-'
                && PlainNumber.whole(line, from + 5, from + 7) >= 0
                && line[from + 7] == '-'
                && PlainNumber.whole(line, from + 8, from + DATE_CHARACTERS) >= 0;
    }

    private int commaBefore(int until) {
        int at = until - 1;
        while (at >= 0 && line[at] != ',') {
            at--;
        }
        return at;
    }

    private int blanks(int from) {
        int at = from;
        while (at < length && line[at] == ' ') {
            at++;
        }
        return at;
    }

    private boolean isBlank(int from, int until) {
        for (int i = from; i < until; i++) {
            if (line[i] != ' ') {
                return false;
            }
        }
        return true;
    }
}
