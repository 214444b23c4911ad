package io.wardkeep.gateway.port;

import java.util.List;
import java.util.Map;

/**
 * What the MQTT endpoint has seen since the start.
 *
 * @param devices the configured devices
 * @param unknownDevices messages of devices that are not configured, by the name that they gave
 * @param otherDevices messages of clients in the name of a configured device that is not theirs, by {@code CLIENT as
 *     DEVICE}; dropped
 * @param connections clients connected now
 * @param connectionsTotal clients that were ever connected
 * @param refused connections, subscriptions and messages refused, by reason
 */
public record MqttStatus(
        List<PortStatus> devices,
        Map<String, Long> unknownDevices,
        Map<String, Long> otherDevices,
        int connections,
        long connectionsTotal,
        Map<String, Long> refused) {

    /** Takes over unmodifiable copies. */
    public MqttStatus {
        devices = List.copyOf(devices);
        unknownDevices = Map.copyOf(unknownDevices);
        otherDevices = Map.copyOf(otherDevices);
        refused = Map.copyOf(refused);
    }
}
