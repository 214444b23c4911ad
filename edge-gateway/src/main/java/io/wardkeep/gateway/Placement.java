package io.wardkeep.gateway;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.util.Optional;

/**
 * A configured device, and how it is known.
 *
 * @param device its name
 * @param bed where it stands
 * @param ordinal its number in this site's streams
 * @param silenceMillis after how long without a reading it counts as silent
 * @param driver who understands it
 * @param saysAlarmsOnce does it say of its own alarms when they begin and when they end, and not again on a new line?
 */
record Placement(
        DeviceId device, Optional<BedId> bed, int ordinal, long silenceMillis, String driver, boolean saysAlarmsOnce) {}
