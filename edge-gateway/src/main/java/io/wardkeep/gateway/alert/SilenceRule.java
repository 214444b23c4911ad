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
 * @param delayMillis three of its intervals, at most {@value #DELAY_MILLIS_MAX} unless one of them is as long as that
 */
public record SilenceRule(ConditionKey key, long delayMillis) implements AlertRule {

    /** Longest silence of a device that speaks more often than that. */
    public static final long DELAY_MILLIS_MAX = 10_000;

    private static final int INTERVALS = 3;

    /**
     * The rule for a device. A sender that reports once a minute would be silent between any two reports if it had to
     * speak every ten seconds: it has the time that its driver says, up to {@link Long#MAX_VALUE} of a device that
     * measures when somebody wants it to and is never silent.
     */
    public static SilenceRule of(Optional<BedId> bed, DeviceId device, long silenceMillis) {
        boolean speaksSeldom = silenceMillis / INTERVALS >= DELAY_MILLIS_MAX;
        return new SilenceRule(
                new ConditionKey(bed, Optional.of(device), 0, AlertKind.SILENCE),
                speaksSeldom ? silenceMillis : Math.clamp(silenceMillis, 100, DELAY_MILLIS_MAX));
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
