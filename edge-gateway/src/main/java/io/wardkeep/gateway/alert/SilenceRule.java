package io.wardkeep.gateway.alert;

import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.DeviceId;
import java.util.Optional;

/**
 * A device from which no reading has come for {@code delayMillis}.
 *
 * @param key device and bed
 * @param delayMillis three of its intervals, at most {@value #DELAY_MILLIS_MAX}
 */
public record SilenceRule(ConditionKey key, long delayMillis) implements AlertRule {

    /** Longest silence that is not told of. */
    public static final long DELAY_MILLIS_MAX = 10_000;

    /**
     * The rule for a device; {@code silenceMillis} is cut to the maximum, but for {@link Long#MAX_VALUE}: a device that
     * measures when somebody wants it to is never silent.
     */
    public static SilenceRule of(Optional<BedId> bed, DeviceId device, long silenceMillis) {
        return new SilenceRule(
                new ConditionKey(bed, Optional.of(device), 0, AlertKind.SILENCE),
                silenceMillis == Long.MAX_VALUE ? silenceMillis : Math.clamp(silenceMillis, 100, DELAY_MILLIS_MAX));
    }

    @Override
    public AlertPriority priority() {
        return AlertPriority.MEDIUM;
    }

    @Override
    public boolean latching() {
        return false;
    }

    @Override
    public long holdMillis() {
        return 0;
    }
}
