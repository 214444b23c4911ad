package io.wardkeep.driver.message;

import io.wardkeep.ward.Decimal;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * One JSON text (RFC 8259), cut into tokens and not into objects: a ward's monitors send thousands of values a second,
 * and a tree of them would be most of what the gateway's collector has to clear away. A token is told by its index; the
 * first is the whole text. Immutable once parsed.
 */
public final class JsonText {

    /** The token that is the whole text. */
    public static final int ROOT = 0;

    /** The index of a member that a structure does not have. */
    public static final int ABSENT = -1;

    /** What a token is. */
    public enum Kind {
        /** Characters between quotation marks. */
        TEXT,
        /** A number. */
        NUMBER,
        /** {@code true} or {@code false}. */
        TRUTH,
        /** {@code null}. */
        NOTHING,
        /** An array. */
        SEQUENCE,
        /** An object; its members' keys are tokens, each followed by its value. */
        STRUCTURE
    }

    /** Numbers of so many characters fit 63 bits, sign and point included. */
    private static final int SHORT_NUMBER_MAX = 18;

    private static final Kind[] KINDS = Kind.values();

    /** Beside the kind of a text in which something is escaped. */
    static final int ESCAPED = 0x100;

    /** Numbers that a token takes: its kind's ordinal and two more. */
    static final int WIDTH = 3;

    private static final int KIND = 0;
    /** Where it begins in the text; of a sequence or structure, how many elements or members it has. */
    private static final int FIRST = 1;
    /** Where it ends in the text; of a sequence or structure, the index of the token behind it. */
    private static final int SECOND = 2;

    private final char[] text;
    private final int[] tokens;

    private JsonText(char[] text, int[] tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /**
     * Cuts the first {@code length} characters, which must be one value.
     *
     * @param text taken over without a copy
     */
    public static JsonText parse(char[] text, int length) throws JsonSyntaxException {
        return new JsonText(text, new JsonScanner(text, length).scan());
    }

    /** What this token is. */
    public Kind kind(int token) {
        return KINDS[tokens[token * WIDTH + KIND] & ~ESCAPED];
    }

    /** Is there such a token, and is it of this kind? */
    public boolean is(int token, Kind kind) {
        return token != ABSENT && kind(token) == kind;
    }

    /** How many elements a sequence or members a structure has. */
    public int count(int token) {
        return tokens[token * WIDTH + FIRST];
    }

    /**
     * The first element of a sequence, or the first key of a structure, if there is one; a value is next to its key.
     */
    public int first(int token) {
        return token + 1;
    }

    /** The token behind this one and all that is in it. */
    public int next(int token) {
        return switch (kind(token)) {
            case SEQUENCE, STRUCTURE -> tokens[token * WIDTH + SECOND];
            case TEXT, NUMBER, TRUTH, NOTHING -> token + 1;
        };
    }

    /** The value of a structure's member, or {@link #ABSENT}. */
    public int member(int structure, String key) {
        int token = structure + 1;
        for (int left = tokens[structure * WIDTH + FIRST]; left > 0; left--) {
            if (says(token, key)) {
                return token + 1;
            }
            token = next(token + 1);
        }
        return ABSENT;
    }

    /** Is this text exactly that? */
    public boolean says(int token, String expected) {
        if (isEscaped(token)) {
            return text(token).equals(expected);
        }
        int start = tokens[token * WIDTH + FIRST];
        int length = tokens[token * WIDTH + SECOND] - start;
        boolean same = length == expected.length();
        for (int index = 0; same && index < length; index++) {
            same = text[start + index] == expected.charAt(index);
        }
        return same;
    }

    /** The characters of a text. */
    public String text(int token) {
        int start = tokens[token * WIDTH + FIRST];
        int end = tokens[token * WIDTH + SECOND];
        return isEscaped(token) ? JsonScanner.unescaped(text, start, end) : String.valueOf(text, start, end - start);
    }

    private boolean isEscaped(int token) {
        return (tokens[token * WIDTH + KIND] & ESCAPED) != 0;
    }

    /** A number exactly. */
    public BigDecimal number(int token) {
        int start = tokens[token * WIDTH + FIRST];
        return new BigDecimal(text, start, tokens[token * WIDTH + SECOND] - start);
    }

    /** A number as far as it fits: nine decimals, rounded half even, and 63 bits. */
    public Optional<Decimal> decimal(int token) {
        int start = tokens[token * WIDTH + FIRST];
        int end = tokens[token * WIDTH + SECOND];
        if (end - start <= SHORT_NUMBER_MAX) {
            long mantissa = 0;
            int scale = -1;
            for (int at = start; at < end; at++) {
                char c = text[at];
                if (c >= '0' && c <= '9') {
                    mantissa = mantissa * 10 + c - '0';
                    scale += scale >= 0 ? 1 : 0;
                } else if (c == '.') {
                    scale = 0;
                } else if (c != '-') {
                    return exactly(token);
                }
            }
            if (scale <= Decimal.SCALE_MAX) {
                return Optional.of(new Decimal(text[start] == '-' ? -mantissa : mantissa, Math.max(0, scale)));
            }
        }
        return exactly(token);
    }

    private Optional<Decimal> exactly(int token) {
        try {
            return Optional.of(Decimal.of(number(token)));
        } catch (ArithmeticException beyond) {
            return Optional.empty();
        }
    }
}
