package io.wardkeep.gateway.alert;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.util.function.Predicate;

/** What the watches of limits ask about the devices at their bed: missing values must not pass for good ones. */
interface Bedside {

    /** Is the device heard now, as often as it may be expected to be? True for one that is not watched. */
    boolean hears(DeviceId device, long nowMillis);

    /**
     * Has every device at the bed been heard since the start for so long that a value of the metric would have come?
     *
     * @param gives the devices that have given the metric, and need not be waited for
     */
    boolean hasHeardAll(BedId bed, Predicate<DeviceId> gives, long nowMillis);
}
