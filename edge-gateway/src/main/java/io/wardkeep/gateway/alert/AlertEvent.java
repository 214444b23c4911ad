package io.wardkeep.gateway.alert;

/** What can happen to one alert condition. */
public enum AlertEvent {
    /** The condition's rule is violated. */
    RAW_TRUE,
    /** The condition's rule is no longer violated, its hold included. */
    RAW_FALSE,
    /** The violation has lasted longer than the configured delay. */
    DELAY_ELAPSED,
    /** Somebody acknowledged the newest epoch. */
    ACK,
    /** Somebody reset a latched condition. */
    RESET_LATCH,
    /** The priority rose. */
    PRIO_UP,
    /** Another thing began that signals the same condition: not what anybody has acknowledged. */
    ANOTHER_CAUSE,
    /** The priority fell. */
    PRIO_DOWN,
    /** Time to remind people of it. */
    REMIND_DUE,
    /** The acknowledgement has lasted as long as the policy lets it. */
    ACK_TIMEOUT,
    /** No valid value for longer than the metric goes stale. */
    SOURCE_LOST,
    /** Values again, and they violate. */
    SOURCE_BACK_TRUE,
    /** Values again, and all is well. */
    SOURCE_BACK_FALSE,
    /** The limit was switched off. */
    DISABLE,
    /** The limit was switched on. */
    ENABLE,
    /** The patient left the bed. */
    UNASSIGN_BED,
    /** The gateway started again and found the condition in its journal. */
    RESTART
}
