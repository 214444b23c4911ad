package io.wardkeep.hub.access;

import io.wardkeep.password.PasswordHash;
import io.wardkeep.ward.WardId;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One person's account.
 *
 * @param user login name
 * @param name as it stands in records: {@code J. Lindqvist}
 * @param role what the person may do
 * @param wards where; {@value #ALL_WARDS} alone means everywhere
 * @param hash of the password
 * @param enabled may the person log in, and stay?
 */
public record Account(String user, String name, Role role, Set<String> wards, PasswordHash hash, boolean enabled) {

    /** In place of ward names: all of them. */
    public static final String ALL_WARDS = "*";

    private static final Pattern USER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int NAME_MAX = 100;

    /** Rejects names that records could not carry and wards that cannot exist. */
    public Account {
        if (!USER.matcher(user).matches()) {
            throw new IllegalArgumentException("a user name is 1 to 64 of letters, digits, '.', '_', '-'");
        }
        if (name.isBlank() || name.length() > NAME_MAX || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a person's name is 1 to " + NAME_MAX + " printable characters");
        }
        if (!wards.equals(Set.of(ALL_WARDS))) {
            wards.forEach(WardId::new);
        }
        wards = java.util.Collections.unmodifiableSet(new TreeSet<>(wards));
    }

    /** May this person see that ward? */
    public boolean sees(String ward) {
        return wards.contains(ALL_WARDS) || wards.contains(ward);
    }

    /** The same, allowed in or not. */
    public Account withEnabled(boolean allowed) {
        return new Account(user, name, role, wards, hash, allowed);
    }
}
