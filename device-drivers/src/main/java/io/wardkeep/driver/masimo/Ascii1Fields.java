package io.wardkeep.driver.masimo;

import io.wardkeep.ward.Decimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalInt;

/** The {@code KEY=value} fields of one line. */
final class Ascii1Fields {

    private static final int TIME_LENGTH = 17;
    private static final String TIME_FORM = "00/00/00 00:00:00";
    private static final int HEXADECIMAL_DIGITS_MAX = 7;

    private final String[] fields;

    Ascii1Fields(String line) {
        fields = line.substring(TIME_LENGTH).trim().split(" +");
    }

    /** The clock at the start of a line: month, day, year of this century, then the time of day. */
    static Optional<LocalDateTime> time(String line) {
        if (line.length() <= TIME_LENGTH || line.charAt(TIME_LENGTH) != ' ') {
            return Optional.empty();
        }
        for (int i = 0; i < TIME_LENGTH; i++) {
            boolean digit = TIME_FORM.charAt(i) == '0';
            if (digit ? !isDigit(line.charAt(i)) : line.charAt(i) != TIME_FORM.charAt(i)) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(LocalDateTime.of(
                    2000 + pair(line, 6), pair(line, 0), pair(line, 3), pair(line, 9), pair(line, 12), pair(line, 15)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The text of a field, if the line has it. */
    Optional<String> text(String key) {
        for (String field : fields) {
            if (field.startsWith(key) && field.length() > key.length() && field.charAt(key.length()) == '=') {
                return Optional.of(field.substring(key.length() + 1));
            }
        }
        return Optional.empty();
    }

    /**
     * A number of fixed width, a percent sign allowed behind it; empty where the field is absent or shows dashes.
     * Throws NumberFormatException at anything else: without a check sum the width is all there is to find a lost digit
     * by.
     */
    Optional<Decimal> number(String key, int digits, int decimals) {
        Optional<String> text = text(key).map(raw -> raw.endsWith("%") ? raw.substring(0, raw.length() - 1) : raw);
        if (text.isEmpty() || isDashes(text.get())) {
            return Optional.empty();
        }
        String number = text.get();
        int width = decimals == 0 ? digits : digits + 1 + decimals;
        if (number.length() != width) {
            throw new NumberFormatException(key);
        }
        for (int i = 0; i < width; i++) {
            if (i == digits ? number.charAt(i) != '.' : !isDigit(number.charAt(i))) {
                throw new NumberFormatException(key);
            }
        }
        return Optional.of(Decimal.parse(number));
    }

    /** A bit field; empty where the line has none. Throws NumberFormatException at anything but a few digits. */
    OptionalInt hexadecimal(String key) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        String digits = text.get();
        boolean plain = digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
        if (digits.length() < 4 || digits.length() > HEXADECIMAL_DIGITS_MAX || !plain) {
            throw new NumberFormatException(key);
        }
        return OptionalInt.of(Integer.parseInt(digits, 16));
    }

    private static boolean isDashes(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c == '-' || c == '+' || c == '.');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int pair(String line, int at) {
        return (line.charAt(at) - '0') * 10 + line.charAt(at + 1) - '0';
    }
}
