package io.wardkeep.ward.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who lies in a bed.
 *
 * @param bed where
 * @param patient shown first, or null
 * @param otherPatients the others, while a conflict lasts
 * @param conflict did two sides assign without seeing each other?
 * @param siblings what people wrote
 * @param seen the ids of {@code siblings}: a write that sends them back supersedes exactly these
 */
public record AssignmentView(
        String bed,
        @Nullable PatientView patient,
        List<PatientView> otherPatients,
        boolean conflict,
        List<AssignmentSiblingView> siblings,
        List<String> seen) {

    /** Copies. */
    public AssignmentView {
        otherPatients = List.copyOf(otherPatients);
        siblings = List.copyOf(siblings);
        seen = List.copyOf(seen);
    }
}
