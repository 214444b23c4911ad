package io.wardkeep.ward.record;

import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.record.AlertFact.Paused;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * When the pauses of one episode end by the clock of the box that holds this. A pause tells its end by its writer's
 * clock, which may be any time off, so its length is measured from when it was first heard here, and never again: what
 * else becomes known of the episode prolongs no silence. A pause that was not heard here, of a life before, is over.
 *
 * <p>Belongs to one thread.
 */
public final class PauseEnds {

    /** Longest pause of the sound that any policy of Wardkeep lets pass. */
    public static final long LONGEST_MILLIS = 120_000;

    private final long longestMillis;
    private final Map<Dot, Long> endMillis = new HashMap<>();

    /** No pause has been heard; one that asks for more than {@code longestMillis} is cut. */
    public PauseEnds(long longestMillis) {
        this.longestMillis = longestMillis;
    }

    /** A pause is known from {@code nowMillis} on. Hearing it again changes nothing. */
    public void heard(Dot dot, Paused pause, long nowMillis) {
        long lasts = Math.clamp(pause.untilMillis() - pause.atMillis(), 0, longestMillis);
        endMillis.putIfAbsent(dot, Math.min(pause.untilMillis(), nowMillis + lasts));
    }

    /**
     * When the first of the pauses ends that hold for the newest epoch, by this box's clock; in the past where that is
     * over. Empty where none holds, or one does that was not heard here.
     */
    public OptionalLong end(AlertEpisode episode) {
        long first = Long.MAX_VALUE;
        for (Dot dot : episode.pausesInForce().keySet()) {
            first = Math.min(first, endMillis.getOrDefault(dot, Long.MIN_VALUE));
        }
        return first == Long.MAX_VALUE || first == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(first);
    }
}
