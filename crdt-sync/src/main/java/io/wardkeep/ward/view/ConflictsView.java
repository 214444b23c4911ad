package io.wardkeep.ward.view;

import java.util.List;

/**
 * All open conflicts, by bed and metric.
 *
 * @param conflicts in that order
 */
public record ConflictsView(List<ConflictView> conflicts) {

    /** Copies. */
    public ConflictsView {
        conflicts = List.copyOf(conflicts);
    }
}
