package io.wardkeep.gateway.alert;

import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.ConditionKey;

/**
 * What makes one alert condition, as a value: what it is about, how urgent it is, and how long it must last before it
 * is signalled and before it counts as over.
 */
public sealed interface AlertRule permits LimitRule, SilenceRule, FloodRule, StatedRule {

    /** The condition that this rule makes. */
    ConditionKey key();

    /** How urgent. */
    AlertPriority priority();

    /** Does it go on signalling after its end until somebody acts? */
    boolean latching();

    /** How long it must be violated before it is signalled, in milliseconds. */
    long delayMillis();

    /** How long it must be in order again before it is over, in milliseconds. */
    long holdMillis();
}
