package io.wardkeep.hub;

import io.wardkeep.hub.record.ClockOffsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which measurements of gateways' clocks are worth keeping: the first of a link, changes, and one an hour to say that
 * nothing changed. Owned by one event loop.
 */
final class ClockWatch {

    /** What a busy link makes the estimate sway by. */
    private static final long CHANGE_MILLIS_MIN = 250;

    private static final long AGAIN_MILLIS = 3_600_000;

    private final Map<UUID, ClockOffsets.Sample> kept = new HashMap<>();

    /** The site's link is gone: its clock may do anything until it is back. */
    void gone(UUID site) {
        kept.remove(site);
    }

    /**
     * A site's clock is off by so much.
     *
     * @param offsetMillis its clock minus ours
     * @param nowMillis by our clock
     * @return what to keep of that, if anything; then {@link #kept}
     */
    Optional<ClockOffsets.Sample> measured(UUID site, long offsetMillis, long nowMillis) {
        ClockOffsets.Sample last = kept.get(site);
        return last != null
                        && Math.abs(offsetMillis - last.offsetMillis()) < CHANGE_MILLIS_MIN
                        && Math.abs(nowMillis - last.hubMillis()) < AGAIN_MILLIS
                ? Optional.empty()
                : Optional.of(new ClockOffsets.Sample(site, nowMillis, offsetMillis));
    }

    /** This one will be kept. */
    void kept(ClockOffsets.Sample sample) {
        kept.put(sample.site(), sample);
    }
}
