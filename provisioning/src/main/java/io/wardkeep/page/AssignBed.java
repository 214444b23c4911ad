package io.wardkeep.page;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.view.PatientView;
import java.util.List;
import java.util.Optional;

/**
 * A person says who lies in a bed.
 *
 * @param bed where
 * @param patient who; empty sets the bed free
 * @param seen ids of the siblings that the person saw: exactly these are superseded
 * @param by who
 */
public record AssignBed(BedId bed, Optional<PatientView> patient, List<String> seen, Person by) {

    /** Copies. */
    public AssignBed {
        seen = List.copyOf(seen);
    }
}
