package io.wardkeep.gateway.port;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where HL7 senders come in, and which devices they speak for.
 *
 * @param host address to listen on
 * @param port 0 for any free one, to 65535
 * @param devices by name
 * @param locations how senders write a bed (PV1-3), for example {@code ICU^^BED7}
 * @param zone in which admission systems mean times that say none
 * @param connectionsMax senders at once; more are refused
 */
public record MllpConfig(
        String host,
        int port,
        Map<DeviceId, Device> devices,
        Map<BedId, String> locations,
        ZoneId zone,
        int connectionsMax) {

    /** Enough for a monitor of each bed that connects by itself. */
    public static final int CONNECTIONS_MAX = 64;

    /**
     * A device that senders speak for.
     *
     * @param bed where it stands, if it is assigned to a bed
     * @param equipment what it calls itself (OBX-18, PRT-10 or MSH-3); without it, it is the device at its bed's
     *     location
     */
    public record Device(Optional<BedId> bed, Optional<String> equipment) {}

    /** Rejects what leaves open which device is meant. */
    public MllpConfig {
        devices = Map.copyOf(devices);
        Map<BedId, String> places = Map.copyOf(locations);
        locations = places;
        if (port < 0 || port > 65_535 || connectionsMax < 1) {
            throw new IllegalArgumentException("a port from 0 to 65535 and at least one connection");
        }
        places.forEach((bed, location) -> places.forEach((other, place) -> {
            if (!bed.equals(other) && isWithin(location, place)) {
                throw new IllegalArgumentException("the location of " + other + " is within that of " + bed);
            }
        }));
        Set<String> known = new HashSet<>();
        devices.forEach((name, device) -> {
            boolean placed = device.bed().filter(places::containsKey).isPresent();
            if (device.equipment().isEmpty() && !placed) {
                throw new IllegalArgumentException(name + " needs its equipment's name, or a bed that has a location");
            }
            if (!known.add(
                    device.equipment().orElseGet(() -> "at " + device.bed().orElseThrow()))) {
                throw new IllegalArgumentException(name + " is not told from another device");
            }
        });
    }

    /** Does a place begin with all components of a location? A facility behind the bed need not be configured. */
    static boolean isWithin(String location, String place) {
        return place.startsWith(location)
                && (place.length() == location.length() || place.charAt(location.length()) == '^');
    }
}
