package io.wardkeep.ward.view;

import io.wardkeep.ward.AlertPriority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits in force for one metric at one bed, and where they come from.
 *
 * @param code the metric's context-free MDC code
 * @param label what a page calls it
 * @param unit as shown
 * @param low low limit, or null
 * @param high high limit, or null
 * @param delayMillis how long a violation must last
 * @param holdMillis how long there must be none until it is over
 * @param priority of the condition
 * @param enabled is it judged at all?
 * @param latching does it signal after its end until somebody acts?
 * @param source {@code profile adult}, or who and when: {@code J. Lindqvist 13:58}
 * @param conflict do two sides differ? The stricter holds until somebody decides
 * @param siblings what was set by people; empty while the profile holds
 */
public record LimitView(
        int code,
        String label,
        String unit,
        @Nullable String low,
        @Nullable String high,
        long delayMillis,
        long holdMillis,
        AlertPriority priority,
        boolean enabled,
        boolean latching,
        String source,
        boolean conflict,
        List<LimitSiblingView> siblings) {

    /** Copies. */
    public LimitView {
        siblings = List.copyOf(siblings);
    }
}
