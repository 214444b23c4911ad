package io.wardkeep.driver.astm;

/**
 * A frame as it fills: {@code STX number text (ETX | ETB) sum}. Carriage return and line feed behind it may be missing.
 * Owned by one session.
 */
final class AstmFrame {

    /** What an octet led to. */
    enum Step {
        /** Nothing yet. */
        NONE,
        /** A frame with a good sum. */
        FRAME,
        /** A frame with a bad sum or without an end; {@link #lost()} octets are given up. */
        BROKEN,
        /** An octet outside any frame: a control character or none. */
        OUTSIDE
    }

    static final int START = 0x02;
    static final int END_OF_TEXT = 0x03;
    static final int END_OF_BLOCK = 0x17;

    /** Whole messages come in one frame from some analysers. */
    private static final int TEXT_MAX = 48 * 1_024;

    private enum Place {
        OUTSIDE,
        NUMBER,
        TEXT,
        FIRST_DIGIT,
        SECOND_DIGIT
    }

    private final byte[] text = new byte[TEXT_MAX];
    private Place place = Place.OUTSIDE;
    private int number;
    private int length;
    private int sum;
    private int digits;
    private boolean last;
    private String reason = "";
    private int lost;

    /** Takes the next octet. */
    Step take(int octet) {
        return switch (place) {
            case OUTSIDE -> {
                if (octet == START) {
                    begin();
                    yield Step.NONE;
                }
                yield Step.OUTSIDE;
            }
            case NUMBER -> {
                number = octet - '0';
                sum = octet;
                place = Place.TEXT;
                yield number < 0 || number > 7 ? broken("frame-number", 2) : Step.NONE;
            }
            case TEXT -> text(octet);
            case FIRST_DIGIT -> {
                digits = Character.digit(octet, 16) << 4;
                place = Place.SECOND_DIGIT;
                yield Step.NONE;
            }
            case SECOND_DIGIT -> {
                place = Place.OUTSIDE;
                yield (digits | Character.digit(octet, 16)) == (sum & 0xFF)
                        ? Step.FRAME
                        : broken("checksum", length + 5);
            }
        };
    }

    private Step text(int octet) {
        if (octet == START) {
            int given = length + 2;
            begin();
            return lose("truncated", given);
        }
        sum += octet;
        if (octet == END_OF_TEXT || octet == END_OF_BLOCK) {
            last = octet == END_OF_TEXT;
            place = Place.FIRST_DIGIT;
            return Step.NONE;
        }
        if (octet == 0x04 || octet == 0x05) {
            // A transfer ends or begins anew: what was left of the frame will not come.
            return broken("truncated", length + 2);
        }
        if (length == TEXT_MAX) {
            return broken("overlong", length + 2);
        }
        text[length++] = (byte) octet;
        return Step.NONE;
    }

    private void begin() {
        place = Place.NUMBER;
        length = 0;
        sum = 0;
    }

    private Step broken(String why, int octets) {
        place = Place.OUTSIDE;
        return lose(why, octets);
    }

    private Step lose(String why, int octets) {
        reason = why;
        lost = octets;
        return Step.BROKEN;
    }

    /** The last frame's number, 0 to 7. */
    int number() {
        return number;
    }

    /** Does the last frame end its record? */
    boolean isLast() {
        return last;
    }

    /** The last frame's text, {@link #length()} octets. */
    byte[] text() {
        return text;
    }

    int length() {
        return length;
    }

    /** Why octets were given up. */
    String reason() {
        return reason;
    }

    /** How many. */
    int lost() {
        return lost;
    }
}
