package io.wardkeep.gateway.page;

import io.wardkeep.page.Person;
import io.wardkeep.password.PasswordHash;
import java.util.Set;

/**
 * A person of the gateway's local staff list.
 *
 * @param user login name
 * @param name as it stands in records
 * @param role what the person may do
 * @param hash of the PIN: an Argon2id string in PHC form, {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}
 */
public record StaffMember(String user, String name, Role role, PasswordHash hash) {

    /** Rejects empty names. */
    public StaffMember {
        if (user.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("a person of the staff list has a user and a name");
        }
    }

    /** The person, without the hash, as one of a ward. */
    public Person person(String ward) {
        return new Person(user, name, role.word(), role.clinical(), Set.of(ward));
    }
}
