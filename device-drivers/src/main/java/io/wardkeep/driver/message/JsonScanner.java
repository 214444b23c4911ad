package io.wardkeep.driver.message;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Cuts a JSON text into the tokens of {@link JsonText}: strictly, and with a bound on everything. */
final class JsonScanner {

    private static final int DEPTH_MAX = 8;
    private static final int DIGITS_MAX = 24;
    private static final int EXPONENT_DIGITS_MAX = 2;

    /** Structures with more members look their keys up in a table. */
    private static final int FEW_MEMBERS = 8;

    private final char[] text;
    private final int length;
    private int[] tokens;
    private int count;
    private int at;

    JsonScanner(char[] text, int length) {
        this.text = text;
        this.length = length;
        tokens = new int[JsonText.WIDTH * (8 + length / 6)];
    }

    /** The tokens of the one value that the whole text is. */
    int[] scan() throws JsonSyntaxException {
        value(0);
        skipSpace();
        if (at != length) {
            throw new JsonSyntaxException("json-trailing");
        }
        return tokens;
    }

    private int token(JsonText.Kind kind, int first, int second) {
        int place = count * JsonText.WIDTH;
        if (place == tokens.length) {
            tokens = Arrays.copyOf(tokens, tokens.length * 2);
        }
        tokens[place] = kind.ordinal();
        tokens[place + 1] = first;
        tokens[place + 2] = second;
        return count++;
    }

    private void ended(int token, int elements) {
        tokens[token * JsonText.WIDTH + 1] = elements;
        tokens[token * JsonText.WIDTH + 2] = count;
    }

    private void value(int depth) throws JsonSyntaxException {
        if (depth > DEPTH_MAX) {
            throw new JsonSyntaxException("json-depth");
        }
        skipSpace();
        switch (peek()) {
            case '{' -> structure(depth);
            case '[' -> sequence(depth);
            case '"' -> string();
            case 't' -> literal("true", JsonText.Kind.TRUTH);
            case 'f' -> literal("false", JsonText.Kind.TRUTH);
            case 'n' -> literal("null", JsonText.Kind.NOTHING);
            default -> number();
        }
    }

    private void structure(int depth) throws JsonSyntaxException {
        int structure = token(JsonText.Kind.STRUCTURE, 0, 0);
        at++;
        skipSpace();
        if (peek() == '}') {
            at++;
            ended(structure, 0);
            return;
        }
        int members = 0;
        Set<String> keys = Set.of();
        do {
            skipSpace();
            if (peek() != '"') {
                throw new JsonSyntaxException("json-syntax");
            }
            int key = string();
            skipSpace();
            expect(':');
            value(depth + 1);
            if (members == FEW_MEMBERS) {
                keys = keys(structure, members);
            }
            if (members < FEW_MEMBERS ? isAmong(structure, members, key) : !keys.add(text(key))) {
                throw new JsonSyntaxException("json-duplicate-key");
            }
            members++;
        } while (!endsWith('}'));
        ended(structure, members);
    }

    private boolean isAmong(int structure, int members, int key) {
        int other = structure + 1;
        for (int index = 0; index < members; index++) {
            if (sameText(other, key)) {
                return true;
            }
            other = behind(other + 1);
        }
        return false;
    }

    private Set<String> keys(int structure, int members) {
        Set<String> keys = new HashSet<>();
        int key = structure + 1;
        for (int index = 0; index < members; index++) {
            keys.add(text(key));
            key = behind(key + 1);
        }
        return keys;
    }

    private int kind(int token) {
        return tokens[token * JsonText.WIDTH];
    }

    private int first(int token) {
        return tokens[token * JsonText.WIDTH + 1];
    }

    private int second(int token) {
        return tokens[token * JsonText.WIDTH + 2];
    }

    private int behind(int token) {
        return kind(token) == JsonText.Kind.SEQUENCE.ordinal() || kind(token) == JsonText.Kind.STRUCTURE.ordinal()
                ? second(token)
                : token + 1;
    }

    private boolean sameText(int one, int other) {
        return ((kind(one) | kind(other)) & JsonText.ESCAPED) == 0
                ? Arrays.equals(text, first(one), second(one), text, first(other), second(other))
                : text(one).equals(text(other));
    }

    private String text(int token) {
        return (kind(token) & JsonText.ESCAPED) == 0
                ? String.valueOf(text, first(token), second(token) - first(token))
                : unescaped(text, first(token), second(token));
    }

    private void sequence(int depth) throws JsonSyntaxException {
        int sequence = token(JsonText.Kind.SEQUENCE, 0, 0);
        at++;
        skipSpace();
        int elements = 0;
        if (peek() == ']') {
            at++;
        } else {
            do {
                value(depth + 1);
                elements++;
            } while (!endsWith(']'));
        }
        ended(sequence, elements);
    }

    /** After an element: a comma goes on, the bracket ends. */
    private boolean endsWith(char bracket) throws JsonSyntaxException {
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

    private int string() throws JsonSyntaxException {
        at++;
        int start = at;
        int token = token(JsonText.Kind.TEXT, start, 0);
        for (char c = peek(); c != '"'; c = peek()) {
            if (c < ' ') {
                throw new JsonSyntaxException("json-syntax");
            }
            at++;
            if (c == '\\') {
                tokens[token * JsonText.WIDTH] |= JsonText.ESCAPED;
                escape();
            }
        }
        tokens[token * JsonText.WIDTH + 2] = at;
        at++;
        return token;
    }

    /** Behind the backslash. */
    private void escape() throws JsonSyntaxException {
        char c = peek();
        at++;
        if (c == 'u') {
            for (int i = 0; i < 4; i++) {
                char digit = peek();
                if (digit >= 128 || Character.digit(digit, 16) < 0) {
                    throw new JsonSyntaxException("json-syntax");
                }
                at++;
            }
        } else if ("\"\\/bfnrt".indexOf(c) < 0) {
            throw new JsonSyntaxException("json-syntax");
        }
    }

    /** What characters that were scanned as a text stand for. */
    static String unescaped(char[] text, int start, int end) {
        StringBuilder built = new StringBuilder(end - start);
        int at = start;
        while (at < end) {
            char c = text[at++];
            built.append(c == '\\' ? meaning(text, at) : c);
            if (c == '\\') {
                at += text[at] == 'u' ? 5 : 1;
            }
        }
        return built.toString();
    }

    /** What is meant by a backslash and what stands behind it, from {@code at} on. */
    private static char meaning(char[] text, int at) {
        return switch (text[at]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt(String.valueOf(text, at + 1, 4), 16);
            default -> text[at];
        };
    }

    private void number() throws JsonSyntaxException {
        int start = at;
        accept('-');
        int whole = digits();
        if (whole == 0 || whole > 1 && text[at - whole] == '0') {
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
        token(JsonText.Kind.NUMBER, start, at);
    }

    private static int required(int digits) throws JsonSyntaxException {
        if (digits == 0) {
            throw new JsonSyntaxException("json-syntax");
        }
        return digits;
    }

    private int digits() {
        int start = at;
        while (at < length && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at - start;
    }

    private boolean accept(char c) {
        if (at < length && text[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private void literal(String word, JsonText.Kind kind) throws JsonSyntaxException {
        int start = at;
        for (int index = 0; index < word.length(); index++) {
            if (!accept(word.charAt(index))) {
                throw new JsonSyntaxException("json-syntax");
            }
        }
        token(kind, start, at);
    }

    private void expect(char c) throws JsonSyntaxException {
        if (peek() != c) {
            throw new JsonSyntaxException("json-syntax");
        }
        at++;
    }

    private char peek() throws JsonSyntaxException {
        if (at >= length) {
            throw new JsonSyntaxException("json-truncated");
        }
        return text[at];
    }

    private void skipSpace() {
        while (at < length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n')) {
            at++;
        }
    }
}
