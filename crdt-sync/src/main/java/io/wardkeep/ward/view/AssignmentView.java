package io.wardkeep.ward.view;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.record.AssignmentProposal;
import io.wardkeep.ward.record.EffectiveAssignment;
import io.wardkeep.ward.record.Sibling;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who lies in a bed.
 *
 * @param bed where
 * @param patient shown first, or null
 * @param otherPatients the others, while a conflict lasts
 * @param conflict did two sides assign without seeing each other?
 * @param siblings what people wrote
 * @param proposal what the admission system says and nobody has decided yet, or null
 * @param seen the ids of {@code siblings} and of every proposal that waits, shown or not: a write that sends them back
 *     supersedes exactly these
 */
public record AssignmentView(
        String bed,
        @Nullable PatientView patient,
        List<PatientView> otherPatients,
        boolean conflict,
        List<AssignmentSiblingView> siblings,
        @Nullable AssignmentSiblingView proposal,
        List<String> seen) {

    /** Copies. */
    public AssignmentView {
        otherPatients = List.copyOf(otherPatients);
        siblings = List.copyOf(siblings);
        seen = List.copyOf(seen);
    }

    /** Who lies in a bed, as the registers of what people wrote and of what was proposed read. */
    public static AssignmentView of(
            BedId bed, EffectiveAssignment effective, List<Sibling<AssignmentProposal>> proposals) {
        AssignmentSiblingView proposal = AssignmentProposal.standing(proposals, effective.first())
                .filter(latest -> latest.value().isOpen())
                .filter(latest ->
                        effective.conflict() || !latest.value().patient().equals(effective.first()))
                .map(AssignmentSiblingView::of)
                .orElse(null);
        List<AssignmentSiblingView> siblings = effective.siblings().stream()
                .map(sibling -> AssignmentSiblingView.of(sibling, effective.first()))
                .toList();
        return new AssignmentView(
                bed.name(),
                effective.first().map(PatientView::of).orElse(null),
                effective.others().stream().map(PatientView::of).toList(),
                effective.conflict(),
                siblings,
                proposal,
                Stream.concat(
                                siblings.stream().map(AssignmentSiblingView::id),
                                // What agrees with the ward today would come up as news once the ward says otherwise.
                                proposals.stream()
                                        .filter(said -> said.value().isOpen())
                                        .map(Sibling::id))
                        .toList());
    }

    /** All patients, the one shown first at the front: what {@link BedBoard#patients} takes. */
    public List<PatientView> patients() {
        List<PatientView> all = new ArrayList<>();
        if (patient != null) {
            all.add(patient);
        }
        all.addAll(otherPatients);
        return all;
    }
}
