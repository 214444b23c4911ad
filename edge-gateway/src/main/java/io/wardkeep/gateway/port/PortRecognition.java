package io.wardkeep.gateway.port;

import io.wardkeep.driver.Driver;
import io.wardkeep.ward.DeviceId;
import java.util.Optional;

/**
 * What a port that chooses its driver by itself has found.
 *
 * @param device the device at the port
 * @param driver who understands it; empty while nobody does, or while two might
 * @param report what was heard, for people
 * @param atMillis milliseconds since 1970
 */
public record PortRecognition(DeviceId device, Optional<Driver> driver, String report, long atMillis) {}
