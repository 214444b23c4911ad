package io.wardkeep.gateway.port;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Observation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a port has seen since the start: for {@code doctor}, for metrics and for the page.
 *
 * @param device the device of the port
 * @param bed where it stands
 * @param way how it is reached, for people: a path, an address, {@code mqtt}
 * @param driver who understands it; {@code auto} while nobody is known to
 * @param understood what a port that chooses its driver by itself has found, for people; empty for any other
 * @param present is there a way to it now?
 * @param reason why not
 * @param openings how often the way opened
 * @param bytes read
 * @param deliveries reads or messages that said something
 * @param readings numerics and waveform blocks
 * @param repeated messages that had come before and were dropped
 * @param readingsPerSecond in the seconds before the last reading
 * @param malformed frames or values given up, by reason
 * @param lastReadingMillis when the last reading came, milliseconds since 1970
 * @param identity what the device last said that it is
 * @param latest the newest number of each metric
 */
public record PortStatus(
        DeviceId device,
        Optional<BedId> bed,
        String way,
        String driver,
        String understood,
        boolean present,
        String reason,
        long openings,
        long bytes,
        long deliveries,
        long readings,
        long repeated,
        double readingsPerSecond,
        Map<String, Long> malformed,
        OptionalLong lastReadingMillis,
        Optional<DriverEvent.Identity> identity,
        List<Observation> latest) {

    /** Takes over an unmodifiable copy of the counters. */
    public PortStatus {
        malformed = Map.copyOf(malformed);
        latest = List.copyOf(latest);
    }
}
