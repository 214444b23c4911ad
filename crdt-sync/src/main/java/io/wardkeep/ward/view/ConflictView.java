package io.wardkeep.ward.view;

import java.util.List;

/**
 * Two sides decided differently while they could not see each other.
 *
 * @param bed where
 * @param code the metric's context-free MDC code; 0 for an assignment
 * @param label what a page calls it
 * @param kind about what
 * @param siblings the choices
 */
public record ConflictView(String bed, int code, String label, Kind kind, List<? extends SiblingView> siblings) {

    /** What a conflict is about. */
    public enum Kind {
        /** Alert limits; siblings are {@link LimitSiblingView}. */
        LIMITS,
        /** The bed's patient; siblings are {@link AssignmentSiblingView}. */
        ASSIGNMENT
    }

    /** Copies. */
    public ConflictView {
        siblings = List.copyOf(siblings);
    }
}
