package io.wardkeep.ward.view;

import io.wardkeep.ward.BedId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two sides decided differently while they could not see each other, or a system says what nobody here has said.
 *
 * @param bed where
 * @param code the metric's context-free MDC code; 0 for an assignment
 * @param label what a page calls it
 * @param kind about what
 * @param siblings the choices
 * @param seen what a write that decides sends back as seen
 */
public record ConflictView(
        String bed, int code, String label, Kind kind, List<? extends SiblingView> siblings, List<String> seen) {

    /** What a conflict is about. */
    public enum Kind {
        /** Alert limits; siblings are {@link LimitSiblingView}. */
        LIMITS,
        /** The bed's patient; siblings are {@link AssignmentSiblingView}. */
        ASSIGNMENT,
        /** The bed's patient, of whom the admission system says something else; siblings likewise, its word last. */
        PROPOSAL
    }

    /** Copies. */
    public ConflictView {
        siblings = List.copyOf(siblings);
        seen = List.copyOf(seen);
    }

    /** The conflict about a bed's limits of one metric; empty where there is none. */
    public static Optional<ConflictView> of(BedId bed, LimitView limit) {
        return limit.conflict()
                ? Optional.of(new ConflictView(
                        bed.name(),
                        limit.code(),
                        limit.label(),
                        Kind.LIMITS,
                        limit.siblings(),
                        limit.siblings().stream().map(LimitSiblingView::id).toList()))
                : Optional.empty();
    }

    /** The conflict about a bed's patient, or what is proposed; empty where there is neither. */
    public static Optional<ConflictView> of(AssignmentView assignment) {
        AssignmentSiblingView proposal = assignment.proposal();
        if (!assignment.conflict() && proposal == null) {
            return Optional.empty();
        }
        List<AssignmentSiblingView> choices = new ArrayList<>(assignment.siblings());
        if (proposal != null) {
            choices.add(proposal);
        }
        Kind kind = assignment.conflict() ? Kind.ASSIGNMENT : Kind.PROPOSAL;
        return Optional.of(new ConflictView(assignment.bed(), 0, "Patient", kind, choices, assignment.seen()));
    }
}
