package io.wardkeep.ward.view;

import io.wardkeep.ward.Validity;
import org.jspecify.annotations.Nullable;

/**
 * The newest number of a metric at a port.
 *
 * @param code the metric's context-free MDC code
 * @param ref its MDC reference id
 * @param label what a tile calls it
 * @param unit as shown
 * @param value the digits as the device sent them; null when it has none
 * @param validity how far it may be believed
 * @param measured when, epoch milliseconds
 */
public record PortValueView(
        int code,
        String ref,
        String label,
        String unit,
        @Nullable String value,
        Validity validity,
        long measured) {}
