package io.wardkeep.ward.view;

import io.wardkeep.ward.AlertPriority;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at a bed.
 *
 * @param at epoch milliseconds
 * @param kind which sort: {@code ALERT}, {@code LIMITS}, {@code ASSIGNMENT}, {@code LINK}
 * @param text one line
 * @param priority of an alert, else null
 */
public record BedEventView(
        long at, String kind, String text, @Nullable AlertPriority priority) {}
