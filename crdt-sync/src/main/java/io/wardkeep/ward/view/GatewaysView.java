package io.wardkeep.ward.view;

import java.util.List;

/**
 * The gateways that are known, by name.
 *
 * @param gateways in that order
 */
public record GatewaysView(List<GatewayView> gateways) {

    /** Copies. */
    public GatewaysView {
        gateways = List.copyOf(gateways);
    }
}
