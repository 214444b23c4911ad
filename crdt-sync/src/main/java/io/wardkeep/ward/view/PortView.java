package io.wardkeep.ward.view;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a way to a device has seen since the gateway's start.
 *
 * @param port its name, which is its device's
 * @param bed where the device stands, or null
 * @param way how it is reached, for people
 * @param driver who understands it; {@code auto} while nobody is known to
 * @param understood what a port that chooses its driver by itself has found, or null
 * @param present is there a way to it now?
 * @param reason why not, or null
 * @param model what the device says that it is, or null
 * @param serial its serial number as it says, or null
 * @param firmware as it says, or null
 * @param openings how often the way opened
 * @param bytes read
 * @param frames reads or messages that said something
 * @param readings numbers and runs of samples
 * @param readingsPerSecond lately
 * @param repeated messages that had come before and were dropped
 * @param malformed frames or values given up, by reason
 * @param lastReading when the last reading came, epoch milliseconds, or null
 * @param values the newest number of each metric, the latest first
 */
public record PortView(
        String port,
        @Nullable String bed,
        String way,
        String driver,
        @Nullable String understood,
        boolean present,
        @Nullable String reason,
        @Nullable String model,
        @Nullable String serial,
        @Nullable String firmware,
        long openings,
        long bytes,
        long frames,
        long readings,
        double readingsPerSecond,
        long repeated,
        Map<String, Long> malformed,
        @Nullable Long lastReading,
        List<PortValueView> values) {

    /** Copies. */
    public PortView {
        malformed = Map.copyOf(malformed);
        values = List.copyOf(values);
    }
}
