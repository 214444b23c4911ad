package io.wardkeep.gateway.port;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.util.Optional;

/**
 * One line to one device.
 *
 * @param device the name of the port, which is the name of the device that hangs on it
 * @param bed where it stands, if it is assigned to a bed
 * @param driver how its bytes are understood, or how that is found out
 * @param line the way to it
 */
public record PortConfig(DeviceId device, Optional<BedId> bed, DriverChoice driver, LineConfig line) {}
