package io.wardkeep.gateway.port;

import io.wardkeep.ward.Observation;
import java.util.Arrays;
import java.util.List;

/**
 * The newest observation of each metric of a device. Taking one makes no objects once the device has told each of its
 * metrics. Owned by the port's thread.
 */
final class LatestNumbers {

    /** More metrics of one device are not kept. */
    private static final int CODES_MAX = 64;

    private Observation[] latest = new Observation[0];

    void take(Observation observation) {
        for (int index = 0; index < latest.length; index++) {
            if (latest[index].code() == observation.code()) {
                latest[index] = observation;
                return;
            }
        }
        if (latest.length < CODES_MAX) {
            latest = Arrays.copyOf(latest, latest.length + 1);
            latest[latest.length - 1] = observation;
        }
    }

    List<Observation> all() {
        return List.of(latest);
    }
}
