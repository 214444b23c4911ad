package io.wardkeep.ward.view;

import io.wardkeep.ward.record.Patient;
import org.jspecify.annotations.Nullable;

/**
 * A patient as a bed place shows one: never more than what the ward wrote on it.
 *
 * @param label short: initials and age, or "unknown"
 * @param detail one more line, or null
 */
public record PatientView(String label, @Nullable String detail) {

    /** A patient of the record; an empty detail is none. */
    public static PatientView of(Patient patient) {
        return new PatientView(patient.label(), patient.detail().isEmpty() ? null : patient.detail());
    }

    /** Says nothing about anybody, because texts of values end up in logs. */
    @Override
    public String toString() {
        return "PatientView[…]";
    }
}
