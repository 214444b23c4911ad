package io.wardkeep.ward.view;

/** One of the values that a register holds after two sides wrote it without seeing each other. */
public sealed interface SiblingView permits LimitSiblingView, AssignmentSiblingView {

    /** Names it in the {@code seen} of a write that decides. */
    String id();
}
