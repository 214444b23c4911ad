package io.wardkeep.gateway.alert;

import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.ConditionKey;

/**
 * A condition that somebody else states as present or not: a device about itself, or a part of the gateway about its
 * own work. It is not judged here, only delayed, signalled and ended.
 *
 * @param key which
 * @param priority how urgent
 * @param delayMillis present for longer than this before it is signalled
 * @param holdMillis absent for longer than this before it is over
 */
public record StatedRule(ConditionKey key, AlertPriority priority, long delayMillis, long holdMillis)
        implements AlertRule {

    /** The rule of a kind of condition, with the priority that the kind has everywhere. */
    public static StatedRule of(ConditionKey key) {
        return switch (key.kind()) {
            case SENSOR_OFF -> new StatedRule(key, AlertPriority.MEDIUM, 2_000, 1_000);
            case PORT_GONE -> new StatedRule(key, AlertPriority.MEDIUM, 0, 500);
            // Listening takes some seconds; longer than a device may be silent it is told of.
            case UNRECOGNISED -> new StatedRule(key, AlertPriority.MEDIUM, SilenceRule.DELAY_MILLIS_MAX, 0);
            case JOURNAL_TROUBLE -> new StatedRule(key, AlertPriority.MEDIUM, 0, 2_000);
            case LIMITS_CROSSED, REPLICA_FORKED, SILENCE -> new StatedRule(key, AlertPriority.MEDIUM, 0, 0);
            case NOT_SUPERVISED -> new StatedRule(key, AlertPriority.LOW, 5_000, 0);
            case BATTERY_LOW -> new StatedRule(key, AlertPriority.LOW, 1_000, 30_000);
            case CLOCK_TROUBLE -> new StatedRule(key, AlertPriority.LOW, 5_000, 5_000);
            case MALFORMED_FLOOD, DATA_LOST, LIMITS_CONFLICT, IDENTITY_TROUBLE ->
                new StatedRule(key, AlertPriority.LOW, 0, 0);
            case DEVICE_TECHNICAL -> new StatedRule(key, AlertPriority.LOW, 1_000, 5_000);
            // A device's own alarm is passed on as it comes, with the device's own priority.
            case LIMIT_LOW, LIMIT_HIGH, DEVICE_PHYSIOLOGICAL -> new StatedRule(key, AlertPriority.MEDIUM, 0, 0);
        };
    }

    /**
     * The rule of a device's own alarm, with the device's own priority. About the patient it is passed on at once;
     * about the equipment it must last, since a poor signal comes and goes many times a minute.
     */
    public static StatedRule forwarded(ConditionKey key, AlertPriority priority) {
        if (key.kind() != AlertKind.DEVICE_PHYSIOLOGICAL && key.kind() != AlertKind.DEVICE_TECHNICAL) {
            throw new IllegalArgumentException(key.kind() + " is not a device's own alarm");
        }
        return key.kind() == AlertKind.DEVICE_PHYSIOLOGICAL
                ? new StatedRule(key, priority, 0, 0)
                : new StatedRule(key, priority, 2_000, 5_000);
    }

    @Override
    public boolean latching() {
        return false;
    }
}
