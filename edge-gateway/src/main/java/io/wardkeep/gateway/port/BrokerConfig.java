package io.wardkeep.gateway.port;

import java.util.Optional;

/**
 * A broker that the ward already has.
 *
 * @param uri for example {@code tcp://broker.ward:1883} or {@code ssl://broker.ward:8883}
 * @param clientId the gateway's name there; the broker keeps its session under it
 * @param credentials if the broker wants some
 */
public record BrokerConfig(String uri, String clientId, Optional<MqttCredentials> credentials) {}
