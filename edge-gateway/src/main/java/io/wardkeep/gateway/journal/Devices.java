package io.wardkeep.gateway.journal;

import io.wardkeep.ward.DeviceId;
import java.util.Map;
import java.util.TreeMap;

/** The ordinals of this site's devices: given once, in the order in which devices were first heard of. */
final class Devices {

    private final Database database;
    private final Map<DeviceId, Integer> ordinals = new TreeMap<>();

    Devices(Database database) {
        this.database = database;
        database.query(
                        "SELECT name, ordinal FROM device",
                        row -> Map.entry(new DeviceId(row.getString(1)), row.getInt(2)))
                .forEach(entry -> ordinals.put(entry.getKey(), entry.getValue()));
    }

    /**
     * A device's ordinal, given now if it has none.
     *
     * @param above a new one is greater than this
     */
    int ordinalOf(DeviceId device, int above) {
        Integer known = ordinals.get(device);
        if (known != null) {
            return known;
        }
        int highest =
                ordinals.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return give(device, Math.max(highest, above) + 1);
    }

    /** Takes over the ordinals of a journal that was set aside. */
    void inherit(Map<DeviceId, Integer> before) {
        before.forEach(this::give);
    }

    private int give(DeviceId device, int next) {
        database.update("INSERT INTO device (ordinal, name) VALUES (?, ?)", next, device.name());
        ordinals.put(device, next);
        return next;
    }

    Map<DeviceId, Integer> all() {
        return Map.copyOf(ordinals);
    }
}
