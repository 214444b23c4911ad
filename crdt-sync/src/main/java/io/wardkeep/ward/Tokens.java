package io.wardkeep.ward;

/** The form that names of wards, beds and devices share. */
final class Tokens {

    private static final int LENGTH_MAX = 64;

    private Tokens() {}

    static void require(String what, String name) {
        if (!isToken(name)) {
            throw new IllegalArgumentException(
                    what + " name must be 1 to " + LENGTH_MAX + " of letters, digits, '.', '_', '-': \"" + name + "\"");
        }
    }

    static boolean isToken(String name) {
        if (name.isEmpty() || name.length() > LENGTH_MAX) {
            return false;
        }
        return name.chars()
                .allMatch(c -> c >= 'a' && c <= 'z'
                        || c >= 'A' && c <= 'Z'
                        || c >= '0' && c <= '9'
                        || c == '.'
                        || c == '_'
                        || c == '-');
    }
}
