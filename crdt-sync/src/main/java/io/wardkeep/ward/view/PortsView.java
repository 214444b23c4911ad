package io.wardkeep.ward.view;

import java.util.List;

/**
 * All ways to devices.
 *
 * @param time the gateway's clock, epoch milliseconds
 * @param ports lines first, then MQTT devices
 */
public record PortsView(long time, List<PortView> ports) {

    /** Copies. */
    public PortsView {
        ports = List.copyOf(ports);
    }
}
