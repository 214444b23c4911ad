package io.wardkeep.gateway.port;

import io.wardkeep.driver.Driver;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.util.Optional;

/**
 * One line to one device.
 *
 * @param device the name of the port, which is the name of the device that hangs on it
 * @param bed where it stands, if it is assigned to a bed
 * @param driver how its bytes are understood
 * @param line the way to it
 */
public record PortConfig(DeviceId device, Optional<BedId> bed, Driver driver, LineConfig line) {}
