package io.wardkeep.hub.access;

import java.util.Locale;
import java.util.Optional;

/** What a person may do; {@link Policy} says what that is. */
public enum Role {
    /** Own wards: views, acknowledges, accepts and rejects, pauses, sets limits. */
    NURSE,
    /** As a nurse; also assigns beds and reads the audit. */
    CHARGE,
    /** As a charge nurse. */
    PHYSICIAN,
    /** Devices and diagnostics; no patient data. */
    BIOMED,
    /** Users and boxes; no clinical acts, no patient data. */
    ADMIN,
    /** The audit only. */
    AUDITOR;

    /** May this role see patients? */
    public boolean clinical() {
        return this == NURSE || this == CHARGE || this == PHYSICIAN;
    }

    /** Lower case, as JSON, files and records have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
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
