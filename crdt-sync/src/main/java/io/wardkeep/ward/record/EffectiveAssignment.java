package io.wardkeep.ward.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who lies in a bed, read from all live siblings of the register. After a merge both patients are kept: neither side's
 * admission is dropped, and a discharge that did not know of an admission does not empty the bed.
 *
 * @param patients without repetition, the latest said first; empty when the bed is free
 * @param siblings what it was read from, in the order of their dots
 * @param conflict do siblings differ, so that somebody must decide?
 */
public record EffectiveAssignment(List<Patient> patients, List<Sibling<AssignmentSetting>> siblings, boolean conflict) {

    /** Copies. */
    public EffectiveAssignment {
        patients = List.copyOf(patients);
        siblings = List.copyOf(siblings);
    }

    /** The reading rule. */
    public static EffectiveAssignment of(List<Sibling<AssignmentSetting>> siblings) {
        List<Sibling<AssignmentSetting>> latestFirst = new ArrayList<>(siblings);
        latestFirst.sort(Comparator.<Sibling<AssignmentSetting>, Long>comparing(
                        sibling -> sibling.value().atMillis())
                .thenComparing(Sibling::dot)
                .reversed());
        List<Patient> patients = latestFirst.stream()
                .flatMap(sibling -> sibling.value().patient().stream())
                .distinct()
                .toList();
        boolean conflict = siblings.stream()
                        .map(sibling -> sibling.value().patient())
                        .distinct()
                        .count()
                > 1;
        return new EffectiveAssignment(patients, siblings, conflict);
    }

    /** The one that the tile names; the rest are {@link #others()}. */
    public Optional<Patient> first() {
        return patients.stream().findFirst();
    }

    /** Further patients that a merge has left in this bed. */
    public List<Patient> others() {
        return patients.isEmpty() ? List.of() : patients.subList(1, patients.size());
    }
}
