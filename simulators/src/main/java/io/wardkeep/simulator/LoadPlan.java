package io.wardkeep.simulator;

import io.wardkeep.simulator.monitor.MqttTarget;

/**
 * A load for measurements.
 *
 * @param target the endpoint
 * @param devicePrefix devices are {@code PREFIX-01} …
 * @param devices how many, each with a connection of its own
 * @param observationsPerSecond of all devices together
 * @param messagesPerSecond of each device
 */
public record LoadPlan(
        MqttTarget target, String devicePrefix, int devices, int observationsPerSecond, int messagesPerSecond) {

    /** Most values in a message: one of each metric that is used. */
    static final int VALUES_MAX = 100;

    /** Rejects what cannot be sent. */
    public LoadPlan {
        if (devices < 1 || observationsPerSecond < 1 || messagesPerSecond < 1 || messagesPerSecond > 1_000) {
            throw new IllegalArgumentException("devices, observations and 1 to 1000 messages a second");
        }
        if (observationsPerSecond / devices / messagesPerSecond >= VALUES_MAX) {
            throw new IllegalArgumentException("more than " + VALUES_MAX + " values in a message: more messages");
        }
    }
}
