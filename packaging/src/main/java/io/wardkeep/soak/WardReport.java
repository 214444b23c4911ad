package io.wardkeep.soak;

import java.util.List;
import java.util.Locale;

/**
 * What came of a ward's soak, against its bars.
 *
 * @param seconds that were measured
 * @param observations taken by the gateway in that time
 * @param unheard messages that the devices could not hand over
 * @param unacknowledged observations published by MQTT that were not acknowledged in the end
 * @param declaredLost readings that the gateway says are lost
 * @param malformed frames and messages that the gateway could not use, and values that it refused
 * @param unheardOf ports of which the gateway took nothing
 * @param cores processor time of the gateway for each second
 * @param residentPeakMebibytes most memory that the gateway had
 */
record WardReport(
        double seconds,
        long observations,
        long unheard,
        long unacknowledged,
        long declaredLost,
        long malformed,
        List<String> unheardOf,
        double cores,
        long residentPeakMebibytes) {

    /** The bars in a line. */
    static final String GOAL = "0 lost, 0 malformed, every device heard, at most 1 core and 256 MiB for the gateway";

    private static final double CORES_MAX = 1;
    private static final long RESIDENT_MEBIBYTES_MAX = 256;

    private long lost() {
        return unheard + unacknowledged + declaredLost;
    }

    /** Was every bar met? */
    boolean good() {
        return lost() == 0
                && malformed == 0
                && unheardOf.isEmpty()
                && cores <= CORES_MAX
                && residentPeakMebibytes <= RESIDENT_MEBIBYTES_MAX;
    }

    /** For people. */
    List<String> lines() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%.0f s, %d observations, %.0f a second",
                        seconds,
                        observations,
                        observations / seconds),
                "lost       " + lost() + "  (messages unheard " + unheard + ", not acknowledged " + unacknowledged
                        + ", declared lost " + declaredLost + ")",
                "malformed  " + malformed,
                "not heard  " + (unheardOf.isEmpty() ? "none" : String.join(", ", unheardOf)),
                String.format(Locale.ROOT, "processor  %.2f cores", cores),
                "resident   " + residentPeakMebibytes + " MiB at most");
    }
}
