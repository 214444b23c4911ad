package io.wardkeep.gateway.port;

import java.util.List;
import java.util.Map;

/**
 * What the HL7 endpoint has seen since the start.
 *
 * @param devices the configured devices
 * @param strangers messages of devices that are not configured, by {@code EQUIPMENT at PLACE}; answered AR
 * @param refused connections and messages refused, by reason
 * @param passedOver what was accepted and concerns nothing here, by reason
 * @param connections senders connected now
 */
public record MllpStatus(
        List<PortStatus> devices,
        Map<String, Long> strangers,
        Map<String, Long> refused,
        Map<String, Long> passedOver,
        int connections) {

    /** Takes over unmodifiable copies. */
    public MllpStatus {
        devices = List.copyOf(devices);
        strangers = Map.copyOf(strangers);
        refused = Map.copyOf(refused);
        passedOver = Map.copyOf(passedOver);
    }
}
