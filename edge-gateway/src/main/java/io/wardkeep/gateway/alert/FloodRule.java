package io.wardkeep.gateway.alert;

import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.DeviceId;
import java.util.Optional;

/**
 * A device that sends more malformed frames than a healthy line makes: {@value #FRAMES_MAX} within
 * {@value #WINDOW_MILLIS} ms.
 *
 * @param key device and bed
 */
public record FloodRule(ConditionKey key) implements AlertRule {

    /** How far back malformed frames are counted. */
    public static final long WINDOW_MILLIS = 10_000;

    /** How many of them are no flood yet. */
    public static final int FRAMES_MAX = 20;

    /** The rule for a device. */
    public static FloodRule of(Optional<BedId> bed, DeviceId device) {
        return new FloodRule(new ConditionKey(bed, Optional.of(device), 0, AlertKind.MALFORMED_FLOOD));
    }

    @Override
    public AlertPriority priority() {
        return AlertPriority.LOW;
    }

    @Override
    public boolean latching() {
        return false;
    }

    @Override
    public long delayMillis() {
        return 0;
    }

    @Override
    public long holdMillis() {
        return WINDOW_MILLIS;
    }
}
