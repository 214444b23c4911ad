package io.wardkeep.gateway.alert;

import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.record.Author;

/** What a person decides about an episode. Where an epoch is named, it is the newest that the person saw. */
public sealed interface AlertCommand {

    /** Which episode. */
    EpisodeId episode();

    /** Who. */
    Author by();

    /**
     * Seen, and somebody will act.
     *
     * @param episode which
     * @param epoch the newest seen
     * @param by who
     */
    record Acknowledge(EpisodeId episode, long epoch, Author by) implements AlertCommand {}

    /**
     * Quiet for a while.
     *
     * @param episode which
     * @param epoch the newest seen
     * @param millis how long; cut to the policy's maximum
     * @param by who
     */
    record Pause(EpisodeId episode, long epoch, long millis, Author by) implements AlertCommand {}

    /**
     * The sound back, now.
     *
     * @param episode which
     * @param by who
     */
    record CancelPause(EpisodeId episode, Author by) implements AlertCommand {}

    /**
     * Taken.
     *
     * @param episode which
     * @param epoch the newest seen
     * @param by who
     */
    record Accept(EpisodeId episode, long epoch, Author by) implements AlertCommand {}

    /**
     * Passed on.
     *
     * @param episode which
     * @param epoch the newest seen
     * @param by who
     */
    record Reject(EpisodeId episode, long epoch, Author by) implements AlertCommand {}

    /**
     * The signals of a latched episode off.
     *
     * @param episode which
     * @param by who
     */
    record Reset(EpisodeId episode, Author by) implements AlertCommand {}
}
