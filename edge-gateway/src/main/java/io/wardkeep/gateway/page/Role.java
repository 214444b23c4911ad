package io.wardkeep.gateway.page;

import java.util.Locale;
import java.util.Optional;

/** What a person on the ward may do; {@link Policy} says what that is. */
public enum Role {
    /** Acknowledges, accepts, pauses, sets limits. */
    NURSE,
    /** As a nurse; also assigns beds. */
    CHARGE,
    /** As a charge nurse. */
    PHYSICIAN,
    /** Devices and diagnostics; no clinical acts. */
    BIOMED,
    /** The box; no clinical acts. */
    ADMIN;

    /** Lower case, as JSON, configuration and records have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Does this role see to patients? */
    public boolean clinical() {
        return switch (this) {
            case NURSE, CHARGE, PHYSICIAN -> true;
            case BIOMED, ADMIN -> false;
        };
    }

    /** The role of that word, if there is one. */
    public static Optional<Role> of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
