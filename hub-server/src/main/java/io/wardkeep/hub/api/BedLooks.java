package io.wardkeep.hub.api;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which looks at a bed are news for the audit: an open page asks every few seconds, and that is one look. Owned by the
 * API's event loop.
 */
final class BedLooks {

    /** A look goes on for so long. */
    static final long LOOK_MILLIS = 15 * 60_000L;

    /** More sessions and beds than a hospital has; beyond them a look is written twice rather than never. */
    private static final int KEPT_MAX = 50_000;

    private record Look(String session, String ward, String bed) {}

    private final InstantSource clock;
    private final Map<Look, Long> begunMillis = new LinkedHashMap<>();

    BedLooks(InstantSource clock) {
        this.clock = clock;
    }

    /** True when this session has not looked at this bed in the last quarter of an hour. */
    boolean isNews(String session, String ward, String bed) {
        Look look = new Look(session, ward, bed);
        long now = clock.millis();
        Long begun = begunMillis.get(look);
        if (begun != null && Math.abs(now - begun) < LOOK_MILLIS) {
            return false;
        }
        begunMillis.values().removeIf(old -> Math.abs(now - old) >= LOOK_MILLIS);
        if (begunMillis.size() >= KEPT_MAX) {
            begunMillis.remove(begunMillis.keySet().iterator().next());
        }
        begunMillis.put(look, now);
        return true;
    }
}
