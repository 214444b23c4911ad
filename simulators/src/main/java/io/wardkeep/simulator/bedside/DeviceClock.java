package io.wardkeep.simulator.bedside;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** What a device believes the time to be. A ward's devices show UTC and know no zone. */
@FunctionalInterface
public interface DeviceClock {

    /** What it shows so many milliseconds after the start. */
    Instant at(long atMillis);

    /** The same as a device without a zone writes it. */
    default LocalDateTime localAt(long atMillis) {
        return LocalDateTime.ofInstant(at(atMillis), ZoneOffset.UTC);
    }

    /** A clock that is right and shows this at the start. */
    static DeviceClock from(Instant switchedOn) {
        return switchedOn::plusMillis;
    }
}
