package io.wardkeep.ward.record;

import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.record.AlertFact.Acknowledged;
import io.wardkeep.ward.record.AlertFact.Delivered;
import io.wardkeep.ward.record.AlertFact.Ended;
import io.wardkeep.ward.record.AlertFact.Paused;
import io.wardkeep.ward.record.AlertFact.Reset;
import io.wardkeep.ward.record.AlertFact.Responsibility;
import java.util.List;
import java.util.Optional;

/**
 * How an episode stands, as read from the facts that a replica holds. Derived, never stored.
 *
 * @param key which episode
 * @param state for people and for the speaker
 * @param epoch the newest; an acknowledgement must name it
 * @param priority of the newest epoch
 * @param sinceMillis when the episode began: its earliest known raise
 * @param raisedMillis when the newest epoch was raised
 * @param limit the limit that the newest epoch crossed, if any
 * @param value the value that crossed it, if any
 * @param unit context-free code of the unit of both; 0 where there is neither
 * @param cause what the device calls its own alarm that opened the newest epoch, if any did
 * @param latching does it go on signalling after its end?
 * @param predecessor the episode of the same condition before this one, if any
 * @param acknowledged the first acknowledgement that covers the newest epoch
 * @param paused the shortest pause that holds for the newest epoch, by its writer's clock; when the sound is back by
 *     another clock {@link PauseEnds} knows
 * @param responsibility the most alarming of the newest epoch's answers that nobody has replaced
 * @param ended when and why it was over
 * @param reset who switched off the signals of the latched episode
 * @param delivered per hop the latest confirmation, in the order of the hops' names
 */
public record AlertStanding(
        EpisodeKey key,
        State state,
        long epoch,
        AlertPriority priority,
        long sinceMillis,
        long raisedMillis,
        Optional<Decimal> limit,
        Optional<Decimal> value,
        int unit,
        Optional<String> cause,
        boolean latching,
        Optional<EpisodeId> predecessor,
        Optional<Acknowledged> acknowledged,
        Optional<Paused> paused,
        Optional<Responsibility> responsibility,
        Optional<Ended> ended,
        Optional<Reset> reset,
        List<Delivered> delivered) {

    /** Why nothing can be decided about an episode that has ended, for people. */
    public static final String OVER = "the alert is over";

    /** Where an episode stands. */
    public enum State {
        /** Goes on, and nobody has acknowledged its newest epoch. */
        ACTIVE_UNACK,
        /** Goes on; its newest epoch is acknowledged. */
        ACTIVE_ACK,
        /** Over, but keeps signalling until somebody acts. */
        LATCHED,
        /** Over. */
        ENDED
    }

    /** Copies. */
    public AlertStanding {
        delivered = List.copyOf(delivered);
    }

    /** The episode's id. */
    public EpisodeId episode() {
        return key.episode();
    }

    /** The episode's condition. */
    public ConditionKey condition() {
        return key.condition();
    }

    /** Does it ask for somebody: active without an acknowledgement of its newest epoch, or latched? */
    public boolean attentionNeeded() {
        return switch (state) {
            case ACTIVE_UNACK, LATCHED -> true;
            case ACTIVE_ACK, ENDED -> false;
        };
    }

    /**
     * Why nothing can be decided about it by a person who saw {@code seenEpoch}; empty when it can. A decision covers
     * what was seen and nothing that comes after it.
     */
    public Optional<String> refusal(long seenEpoch) {
        if (state == State.ENDED) {
            return Optional.of(OVER);
        }
        return seenEpoch == epoch
                ? Optional.empty()
                : Optional.of("the alert is not what you saw any more: look again");
    }

    /** Is it not over? */
    public boolean active() {
        return switch (state) {
            case ACTIVE_UNACK, ACTIVE_ACK -> true;
            case LATCHED, ENDED -> false;
        };
    }

    /** Should it sound at {@code nowMillis}, by the clock of the pause's writer? */
    public boolean audible(long nowMillis) {
        return attentionNeeded()
                && paused.map(pause -> nowMillis >= pause.untilMillis()).orElse(true);
    }
}
