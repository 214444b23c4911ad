package io.wardkeep.gateway.alert;

import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.record.AlertEpisode;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.EpisodeKey;
import java.util.List;
import java.util.OptionalLong;

/**
 * One episode changed, or is said again.
 *
 * @param state where its condition stands now
 * @param phase what kind of news it is; NONE only where facts came that change no signal
 * @param audible should it sound now, pauses considered?
 * @param pausedUntil when the sound comes back by the gateway's clock; empty where it is not paused
 * @param standing how it stands, read from all its facts
 * @param episode all its facts
 * @param said the facts that are new, to be replicated; empty for a reminder
 * @param atMillis when, by the gateway's clock
 */
public record AlertTransition(
        AlertState state,
        AlertPhase phase,
        boolean audible,
        OptionalLong pausedUntil,
        AlertStanding standing,
        AlertEpisode episode,
        List<Said> said,
        long atMillis) {

    /**
     * A new fact and its name.
     *
     * @param dot minted for it, in the ward's alert shard
     * @param fact what was said
     */
    public record Said(Dot dot, AlertFact fact) {}

    /** Copies. */
    public AlertTransition {
        said = List.copyOf(said);
    }

    /** Which episode. */
    public EpisodeKey key() {
        return standing.key();
    }

    /** Is there nothing left to show: over, and not latched? */
    public boolean over() {
        return standing.state() == AlertStanding.State.ENDED;
    }
}
