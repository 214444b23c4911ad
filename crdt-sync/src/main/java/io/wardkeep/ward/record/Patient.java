package io.wardkeep.ward.record;

/**
 * Whom a bed's data belongs to, as the ward writes it on the tile.
 *
 * @param label what the tile shows, 1 to {@value #TEXT_MAX} characters
 * @param detail more for the bed's page: identifier, born, sex; may be empty
 */
public record Patient(String label, String detail) {

    /** Longest label and detail. */
    public static final int TEXT_MAX = 200;

    /** Rejects an empty label and overlong text. */
    public Patient {
        if (label.isBlank() || label.length() > TEXT_MAX || detail.length() > TEXT_MAX) {
            throw new IllegalArgumentException(
                    "a patient needs a label, and neither label nor detail more than " + TEXT_MAX + " characters");
        }
    }

    /** Says nothing about anybody, because texts of values end up in logs. */
    @Override
    public String toString() {
        return "Patient[…]";
    }
}
