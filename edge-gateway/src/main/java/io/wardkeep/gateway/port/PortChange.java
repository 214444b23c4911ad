package io.wardkeep.gateway.port;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.util.Optional;

/**
 * The way to a device opened or went.
 *
 * @param device the device at the port
 * @param bed where it stands, if it is assigned to a bed
 * @param present is there a way now?
 * @param reason why not, for people; empty when present
 * @param atNanos monotonic time of the change
 * @param atMillis the same moment, milliseconds since 1970
 */
public record PortChange(
        DeviceId device, Optional<BedId> bed, boolean present, String reason, long atNanos, long atMillis) {}
