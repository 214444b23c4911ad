package io.wardkeep.gateway.alert;

import io.wardkeep.ward.record.AlertStanding;

/** What became of a person's command about an episode. */
public sealed interface CommandResult {

    /**
     * It was done.
     *
     * @param standing how the episode stands now
     */
    record Done(AlertStanding standing) implements CommandResult {}

    /**
     * The person saw another epoch than the newest: nothing was done.
     *
     * @param standing what there is to see now
     */
    record Outdated(AlertStanding standing) implements CommandResult {}

    /** No such episode, or it is over. */
    record Unknown() implements CommandResult {}
}
