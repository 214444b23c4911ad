package io.wardkeep.ward.view;

import io.wardkeep.ward.record.AssignmentProposal;
import io.wardkeep.ward.record.AssignmentSetting;
import io.wardkeep.ward.record.Patient;
import io.wardkeep.ward.record.Sibling;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bed's patient as one person wrote it.
 *
 * @param id names it in the {@code seen} of a write that decides
 * @param patient who; null when the bed was set free
 * @param left who has left the bed, where a system says so; else null
 * @param by the person's name
 * @param role the person's role
 * @param at when, by the writer's clock, epoch milliseconds
 * @param where at which side: {@code bed} or {@code hub}
 * @param inForce is this the patient shown first meanwhile?
 */
public record AssignmentSiblingView(
        String id,
        @Nullable PatientView patient,
        @Nullable PatientView left,
        String by,
        String role,
        long at,
        String where,
        boolean inForce)
        implements SiblingView {

    /** What a system proposes; a person has to choose it. */
    static AssignmentSiblingView of(Sibling<AssignmentProposal> proposed) {
        AssignmentProposal proposal = proposed.value();
        return new AssignmentSiblingView(
                proposed.id(),
                proposal.patient().map(PatientView::of).orElse(null),
                proposal.stays() ? null : PatientView.of(proposal.who()),
                proposal.by().name(),
                proposal.by().role(),
                proposal.atMillis(),
                proposal.by().where(),
                false);
    }

    /** A sibling of the register, and whether its patient is the one shown first. */
    static AssignmentSiblingView of(Sibling<AssignmentSetting> sibling, Optional<Patient> first) {
        AssignmentSetting setting = sibling.value();
        return new AssignmentSiblingView(
                sibling.id(),
                setting.patient().map(PatientView::of).orElse(null),
                null,
                setting.by().name(),
                setting.by().role(),
                setting.atMillis(),
                setting.by().where(),
                setting.patient().equals(first));
    }
}
