package io.wardkeep.page;

import java.util.Set;

/**
 * Who acts.
 *
 * @param user login name
 * @param name as it stands in records: {@code J. Lindqvist}
 * @param role lower case: {@code nurse}
 * @param clinical may this person see patients?
 * @param wards whose; {@value #ALL_WARDS} means all
 */
public record Person(String user, String name, String role, boolean clinical, Set<String> wards) {

    /** In place of ward names: all of them. */
    public static final String ALL_WARDS = "*";

    /** Copies. */
    public Person {
        wards = Set.copyOf(wards);
    }

    /** May this person see that ward? */
    public boolean sees(String ward) {
        return wards.contains(ALL_WARDS) || wards.contains(ward);
    }
}
