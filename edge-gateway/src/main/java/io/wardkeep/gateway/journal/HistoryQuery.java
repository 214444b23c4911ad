package io.wardkeep.gateway.journal;

import io.wardkeep.ward.DeviceId;
import java.util.Set;

/**
 * Which part of a metric's past somebody wants to see.
 *
 * @param devices the devices that measured it at the bed
 * @param code the metric's context-free code
 * @param fromMillis measured time, included
 * @param untilMillis measured time, excluded
 * @param points about how many points a screen has, 1 to {@value #POINTS_MAX}
 */
public record HistoryQuery(Set<DeviceId> devices, int code, long fromMillis, long untilMillis, int points) {

    /** Most points of an answer. */
    public static final int POINTS_MAX = 10_000;

    /** Rejects a time that ends before it begins, and screens without or with too many points. */
    public HistoryQuery {
        devices = Set.copyOf(devices);
        if (untilMillis <= fromMillis || points < 1 || points > POINTS_MAX) {
            throw new IllegalArgumentException(
                    "no such history: " + fromMillis + ".." + untilMillis + " in " + points + " points");
        }
    }
}
