package io.wardkeep.page;

/** What a person decides about an alert, having seen one epoch of it. */
public sealed interface AlertCommand {

    /** Longest pause of the sound, in seconds; a longer wish is cut to this. */
    int PAUSE_SECONDS_MAX = 120;

    /** The episode's id as the page was given it. */
    String episode();

    /** The epoch that the person saw. */
    long epoch();

    /** Who. */
    Person by();

    /**
     * "I have seen it."
     *
     * @param episode which
     * @param epoch seen
     * @param by who
     */
    record Acknowledge(String episode, long epoch, Person by) implements AlertCommand {}

    /**
     * "Be quiet for a while."
     *
     * @param episode which
     * @param epoch seen
     * @param by who
     * @param seconds 1 to {@value AlertCommand#PAUSE_SECONDS_MAX}
     */
    record Pause(String episode, long epoch, Person by, int seconds) implements AlertCommand {

        /** Cuts the pause to what is allowed. */
        public Pause {
            seconds = Math.clamp(seconds, 1, PAUSE_SECONDS_MAX);
        }
    }

    /**
     * "I take it."
     *
     * @param episode which
     * @param epoch seen
     * @param by who
     */
    record Accept(String episode, long epoch, Person by) implements AlertCommand {}

    /**
     * "Somebody else must."
     *
     * @param episode which
     * @param epoch seen
     * @param by who
     */
    record Reject(String episode, long epoch, Person by) implements AlertCommand {}
}
