package io.wardkeep.gateway.alert;

import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Limits;
import java.util.function.Function;

/** Both sides of the limits of one metric at one bed. */
final class MetricWatch {

    final int code;
    private final BedId bed;
    private int unit;
    private final LimitWatch low;
    private final LimitWatch high;

    MetricWatch(BedId bed, int code, Function<ConditionKey, Condition> conditions, Bedside bedside) {
        this.bed = bed;
        this.code = code;
        low = new LimitWatch(bed, conditions.apply(ConditionKey.limit(bed, code, AlertKind.LIMIT_LOW)), bedside);
        high = new LimitWatch(bed, conditions.apply(ConditionKey.limit(bed, code, AlertKind.LIMIT_HIGH)), bedside);
    }

    /** Judges by {@code limits}, which are in {@code inUnit}, from now on. */
    void ruled(Limits limits, int inUnit, long nowMillis) {
        unit = inUnit;
        low.ruled(LimitRule.low(bed, code, limits), unit, nowMillis);
        high.ruled(LimitRule.high(bed, code, limits), unit, nowMillis);
    }

    void sampled(DeviceId device, double value, long mantissa, int scale, long nowMillis) {
        low.sampled(device, value, mantissa, scale, unit, nowMillis);
        high.sampled(device, value, mantissa, scale, unit, nowMillis);
    }

    void missed(DeviceId device, long nowMillis) {
        low.missed(device, nowMillis);
        high.missed(device, nowMillis);
    }

    void ticked(long nowMillis) {
        low.ticked(unit, nowMillis);
        high.ticked(unit, nowMillis);
    }

    void unassigned(long nowMillis) {
        low.unassigned(nowMillis);
        high.unassigned(nowMillis);
    }

    void restored(AlertKind kind, long nowMillis) {
        (kind == AlertKind.LIMIT_LOW ? low : high).restored(nowMillis);
    }
}
