package io.wardkeep.gateway.alert;

import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Limits;
import java.util.Optional;

/**
 * One side of a metric's limits at a bed. A value beyond the limit violates; equal does not. Once signalled, a value
 * must come back inside by the hysteresis to count as in order.
 *
 * @param key bed, metric and side
 * @param limit the limit, in the metric's own unit
 * @param threshold the limit as a double; equal decimals give equal doubles, so comparing doubles is exact
 * @param release where a signalled condition's values are in order again
 * @param priority how urgent
 * @param latching does it latch?
 * @param delayMillis violated for longer than this before it is signalled
 * @param holdMillis in order for longer than this before it is over
 */
public record LimitRule(
        ConditionKey key,
        Decimal limit,
        double threshold,
        double release,
        AlertPriority priority,
        boolean latching,
        long delayMillis,
        long holdMillis)
        implements AlertRule {

    /** The rule for the lower limit; empty when there is none or the limits are switched off. */
    public static Optional<LimitRule> low(BedId bed, int code, Limits limits) {
        return limits.enabled()
                ? limits.low().map(low -> of(bed, code, AlertKind.LIMIT_LOW, low, limits))
                : Optional.empty();
    }

    /** The rule for the upper limit; empty when there is none or the limits are switched off. */
    public static Optional<LimitRule> high(BedId bed, int code, Limits limits) {
        return limits.enabled()
                ? limits.high().map(high -> of(bed, code, AlertKind.LIMIT_HIGH, high, limits))
                : Optional.empty();
    }

    private static LimitRule of(BedId bed, int code, AlertKind kind, Decimal limit, Limits limits) {
        double threshold = limit.toDouble();
        double inside = limits.hysteresis().toDouble();
        return new LimitRule(
                ConditionKey.limit(bed, code, kind),
                limit,
                threshold,
                kind == AlertKind.LIMIT_LOW ? threshold + inside : threshold - inside,
                limits.priority(),
                limits.latching(),
                limits.delayMillis(),
                limits.holdMillis());
    }

    /** Is {@code value} beyond the limit? */
    public boolean violates(double value) {
        return key.kind() == AlertKind.LIMIT_LOW ? value < threshold : value > threshold;
    }

    /** Is {@code value}, of a condition that is signalled, not yet back inside? */
    public boolean stillViolates(double value) {
        return key.kind() == AlertKind.LIMIT_LOW ? value < release : value > release;
    }
}
