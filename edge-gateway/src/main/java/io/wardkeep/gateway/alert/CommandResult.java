package io.wardkeep.gateway.alert;

import io.wardkeep.ward.record.AlertStanding;
import java.util.OptionalLong;

/** What became of a person's command about an episode. */
public sealed interface CommandResult {

    /**
     * It was done.
     *
     * @param standing how the episode stands now
     * @param pausedUntil when its sound comes back by the gateway's clock; empty where it is not paused
     */
    record Done(AlertStanding standing, OptionalLong pausedUntil) implements CommandResult {}

    /**
     * The person saw another epoch than the newest: nothing was done.
     *
     * @param standing what there is to see now
     */
    record Outdated(AlertStanding standing) implements CommandResult {}

    /** No such episode, or it is over. */
    record Unknown() implements CommandResult {}
}
