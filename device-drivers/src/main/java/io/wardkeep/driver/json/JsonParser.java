package io.wardkeep.driver.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A strict parser of one JSON text with a bound on everything. */
final class JsonParser {

    private static final int DEPTH_MAX = 8;
    private static final int DIGITS_MAX = 24;
    private static final int EXPONENT_DIGITS_MAX = 2;

    private final String text;
    private int at;

    private JsonParser(String text) {
        this.text = text;
    }

    /** The one value that the whole text is. */
    static JsonValue parse(String text) throws JsonSyntaxException {
        JsonParser parser = new JsonParser(text);
        JsonValue value = parser.value(0);
        parser.skipSpace();
        if (parser.at != text.length()) {
            throw new JsonSyntaxException("json-trailing");
        }
        return value;
    }

    private JsonValue value(int depth) throws JsonSyntaxException {
        if (depth > DEPTH_MAX) {
            throw new JsonSyntaxException("json-depth");
        }
        skipSpace();
        return switch (peek()) {
            case '{' -> structure(depth);
            case '[' -> sequence(depth);
            case '"' -> new JsonValue.Text(string());
            case 't' -> literal("true", new JsonValue.Truth(true));
            case 'f' -> literal("false", new JsonValue.Truth(false));
            case 'n' -> literal("null", new JsonValue.Nothing());
            default -> number();
        };
    }

    private JsonValue structure(int depth) throws JsonSyntaxException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        at++;
        skipSpace();
        if (peek() == '}') {
            at++;
            return new JsonValue.Structure(members);
        }
        while (true) {
            skipSpace();
            if (peek() != '"') {
                throw new JsonSyntaxException("json-syntax");
            }
            String key = string();
            skipSpace();
            expect(':');
            if (members.putIfAbsent(key, value(depth + 1)) != null) {
                throw new JsonSyntaxException("json-duplicate-key");
            }
            if (ended('}')) {
                return new JsonValue.Structure(members);
            }
        }
    }

    private JsonValue sequence(int depth) throws JsonSyntaxException {
        List<JsonValue> elements = new ArrayList<>();
        at++;
        skipSpace();
        if (peek() == ']') {
            at++;
            return new JsonValue.Sequence(elements);
        }
        do {
            elements.add(value(depth + 1));
        } while (!ended(']'));
        return new JsonValue.Sequence(elements);
    }

    /** After an element: a comma goes on, the bracket ends. */
    private boolean ended(char bracket) throws JsonSyntaxException {
        skipSpace();
        char c = peek();
        at++;
        if (c == ',') {
            return false;
        }
        if (c == bracket) {
            return true;
        }
        throw new JsonSyntaxException("json-syntax");
    }

    private String string() throws JsonSyntaxException {
        at++;
        int start = at;
        while (plain(peek())) {
            at++;
        }
        if (text.charAt(at) == '"') {
            return text.substring(start, at++);
        }
        StringBuilder built = new StringBuilder().append(text, start, at);
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return built.toString();
            }
            if (c < ' ') {
                throw new JsonSyntaxException("json-syntax");
            }
            built.append(c == '\\' ? escaped() : c);
        }
    }

    private static boolean plain(char c) {
        return c >= ' ' && c != '"' && c != '\\';
    }

    private char escaped() throws JsonSyntaxException {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new JsonSyntaxException("json-syntax");
        };
    }

    private char unicode() throws JsonSyntaxException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw new JsonSyntaxException("json-syntax");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    private JsonValue number() throws JsonSyntaxException {
        int start = at;
        accept('-');
        int whole = digits();
        if (whole == 0 || whole > 1 && text.charAt(at - whole) == '0') {
            throw new JsonSyntaxException("json-syntax");
        }
        int fraction = accept('.') ? required(digits()) : 0;
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            if (required(digits()) > EXPONENT_DIGITS_MAX) {
                throw new JsonSyntaxException("json-number-range");
            }
        }
        if (whole + fraction > DIGITS_MAX) {
            throw new JsonSyntaxException("json-number-range");
        }
        return new JsonValue.Numeral(new BigDecimal(text.substring(start, at)));
    }

    private static int required(int digits) throws JsonSyntaxException {
        if (digits == 0) {
            throw new JsonSyntaxException("json-syntax");
        }
        return digits;
    }

    private int digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - start;
    }

    private boolean accept(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private JsonValue literal(String word, JsonValue value) throws JsonSyntaxException {
        if (!text.startsWith(word, at)) {
            throw new JsonSyntaxException("json-syntax");
        }
        at += word.length();
        return value;
    }

    private void expect(char c) throws JsonSyntaxException {
        if (peek() != c) {
            throw new JsonSyntaxException("json-syntax");
        }
        at++;
    }

    private char peek() throws JsonSyntaxException {
        if (at >= text.length()) {
            throw new JsonSyntaxException("json-truncated");
        }
        return text.charAt(at);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
