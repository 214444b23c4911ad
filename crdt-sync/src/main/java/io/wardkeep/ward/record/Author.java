package io.wardkeep.ward.record;

import io.wardkeep.lattice.CanonicalReader;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.MalformedBytesException;

/**
 * Who said something, as they were known where they said it.
 *
 * @param name the person's name, 1 to {@value #TEXT_MAX} characters
 * @param role {@code nurse}, {@code physician}, {@code admin}, {@code gateway}; text, so that a role that an older box
 *     does not know is still shown
 * @param where at which side: {@value #BED} or {@value #HUB}
 */
public record Author(String name, String role, String where) {

    /** Said on a gateway's ward page. */
    public static final String BED = "bed";

    /** Said on a hub's console. */
    public static final String HUB = "hub";

    /** Longest name, role and place. */
    public static final int TEXT_MAX = 120;

    /** Rejects an anonymous author and overlong text. */
    public Author {
        if (name.isBlank() || name.length() > TEXT_MAX || role.length() > TEXT_MAX || where.length() > TEXT_MAX) {
            throw new IllegalArgumentException(
                    "an author needs a name, and none of name, role and place more than " + TEXT_MAX + " characters");
        }
    }

    void write(CanonicalWriter writer) {
        writer.text(name).text(role).text(where);
    }

    static Author read(CanonicalReader reader) throws MalformedBytesException {
        return new Author(reader.text(4 * TEXT_MAX), reader.text(4 * TEXT_MAX), reader.text(4 * TEXT_MAX));
    }
}
