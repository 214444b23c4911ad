package io.wardkeep.ward.view;

import io.wardkeep.ward.record.AlertFact;
import org.jspecify.annotations.Nullable;

/**
 * Who has taken responsibility for an alert.
 *
 * @param state what was answered
 * @param by the person's name; null while nobody answered
 * @param at epoch milliseconds; null while nobody answered
 */
public record ResponsibilityView(
        AlertFact.Answer state,
        @Nullable String by,
        @Nullable Long at) {}
