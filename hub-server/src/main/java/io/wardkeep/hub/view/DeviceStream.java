package io.wardkeep.hub.view;

import java.util.UUID;

/**
 * Where a device's readings are, whatever the incarnation of their writer.
 *
 * @param site the gateway
 * @param ordinal the device's number there
 */
public record DeviceStream(UUID site, int ordinal) {}
