package io.wardkeep.gateway.port;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a port has seen since the start: for {@code doctor}, for metrics and for the page.
 *
 * @param device the device of the port
 * @param bed where it stands
 * @param way how it is reached, for people: a path, an address, {@code mqtt}
 * @param present is there a way to it now?
 * @param reason why not
 * @param openings how often the way opened
 * @param bytes read
 * @param deliveries reads or messages that said something
 * @param readings numerics and waveform blocks
 * @param repeated messages that had come before and were dropped
 * @param malformed frames or values given up, by reason
 * @param lastReadingMillis when the last reading came, milliseconds since 1970
 */
public record PortStatus(
        DeviceId device,
        Optional<BedId> bed,
        String way,
        boolean present,
        String reason,
        long openings,
        long bytes,
        long deliveries,
        long readings,
        long repeated,
        Map<String, Long> malformed,
        OptionalLong lastReadingMillis) {

    /** Takes over an unmodifiable copy of the counters. */
    public PortStatus {
        malformed = Map.copyOf(malformed);
    }
}
