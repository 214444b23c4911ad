package io.wardkeep.ward;

import java.util.Optional;

/**
 * Which alert condition: a kind, on a bed, of a device, about a metric. Episodes of the same condition share this key.
 *
 * @param bed the bed; empty for conditions of the gateway itself
 * @param device the device; empty where no single device is meant
 * @param code the metric's context-free code; 0 where no metric is meant
 * @param kind what is wrong
 */
public record ConditionKey(Optional<BedId> bed, Optional<DeviceId> device, int code, AlertKind kind) {

    /** A limit condition of a metric at a bed. Limits belong to the bed, whichever device measures. */
    public static ConditionKey limit(BedId bed, int code, AlertKind kind) {
        return new ConditionKey(Optional.of(bed), Optional.empty(), code, kind);
    }

    /** A technical condition of a device at a bed. */
    public static ConditionKey device(BedId bed, DeviceId device, AlertKind kind) {
        return new ConditionKey(Optional.of(bed), Optional.of(device), 0, kind);
    }

    /** A technical condition of the gateway. */
    public static ConditionKey gateway(AlertKind kind) {
        return new ConditionKey(Optional.empty(), Optional.empty(), 0, kind);
    }
}
