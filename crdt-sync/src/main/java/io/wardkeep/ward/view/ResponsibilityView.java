package io.wardkeep.ward.view;

import org.jspecify.annotations.Nullable;

/**
 * Who has taken responsibility for an alert.
 *
 * @param state what was answered
 * @param by the person's name; null while nobody answered
 * @param at epoch milliseconds; null while nobody answered
 */
public record ResponsibilityView(
        State state, @Nullable String by, @Nullable Long at) {

    /** An operator's answer, most alarming first. */
    public enum State {
        /** Nobody answered. */
        UNDEFINED,
        /** Passed on. */
        REJECTED,
        /** Taken. */
        ACCEPTED
    }
}
