package io.wardkeep.ward.view;

import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Limits;
import io.wardkeep.ward.record.EffectiveLimits;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

    private static final DateTimeFormatter HOUR_MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** Copies. */
    public LimitView {
        siblings = List.copyOf(siblings);
    }

    /**
     * What is obeyed for a metric at a bed.
     *
     * @param code the metric
     * @param effective the register as read
     * @param profile where limits come from that nobody has set: {@code profile adult}
     * @param zone the ward's, for the time in {@code source}
     */
    public static LimitView of(int code, EffectiveLimits effective, String profile, ZoneId zone) {
        Limits limits = effective.limits();
        List<LimitSiblingView> siblings = effective.siblings().stream()
                .map(sibling -> LimitSiblingView.of(sibling, effective.inForce(sibling)))
                .toList();
        return new LimitView(
                code,
                MetricNames.label(code),
                MetricNames.unitOfMetric(code),
                limits.low().map(Decimal::toString).orElse(null),
                limits.high().map(Decimal::toString).orElse(null),
                limits.delayMillis(),
                limits.holdMillis(),
                limits.priority(),
                limits.enabled(),
                limits.latching(),
                source(siblings, profile, zone),
                effective.conflict(),
                siblings);
    }

    private static String source(List<LimitSiblingView> siblings, String profile, ZoneId zone) {
        return siblings.stream()
                .max(Comparator.comparingLong(LimitSiblingView::at).thenComparing(LimitSiblingView::id))
                .map(latest -> latest.by() + " "
                        + HOUR_MINUTE.format(Instant.ofEpochMilli(latest.at()).atZone(zone)))
                .orElse(profile);
    }
}
