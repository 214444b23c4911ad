package io.wardkeep.gateway.port;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which configured device or bed a sender means. Its equipment's name decides; a device that is configured without one
 * is known by its bed's location. A device whose bed has a location is never heard from another one: that would be
 * somebody else's value. Immutable.
 */
final class RelayedDevices {

    private record Known(DeviceId device, Optional<String> location) {}

    private final Map<String, Known> byEquipment = new HashMap<>();
    private final Map<String, Known> byLocation = new HashMap<>();
    private final Map<BedId, String> beds;

    RelayedDevices(MllpConfig config) {
        beds = config.locations();
        config.devices().forEach((device, told) -> {
            Optional<String> location = told.bed()
                    .flatMap(bed -> Optional.ofNullable(config.locations().get(bed)));
            Known known = new Known(device, location);
            told.equipment()
                    .ifPresentOrElse(
                            equipment -> byEquipment.put(equipment, known),
                            () -> byLocation.put(location.orElseThrow(), known));
        });
    }

    /** The device of this equipment at this place, if it is one of ours. */
    Optional<DeviceId> find(String place, String equipment) {
        Known known = byEquipment.get(equipment);
        if (known != null) {
            boolean elsewhere = !place.isEmpty()
                    && known.location()
                            .filter(location -> !MllpConfig.isWithin(location, place))
                            .isPresent();
            return elsewhere ? Optional.empty() : Optional.of(known.device());
        }
        for (Map.Entry<String, Known> entry : byLocation.entrySet()) {
            if (MllpConfig.isWithin(entry.getKey(), place)) {
                return Optional.of(entry.getValue().device());
            }
        }
        return Optional.empty();
    }

    /** The bed at this place, if it is one of ours. */
    Optional<BedId> bed(String place) {
        return beds.entrySet().stream()
                .filter(entry -> MllpConfig.isWithin(entry.getValue(), place))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
