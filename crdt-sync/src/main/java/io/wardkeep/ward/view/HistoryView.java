package io.wardkeep.ward.view;

import java.util.ArrayList;
import java.util.List;

/**
 * A metric over time, thinned to the points that a screen has, with minimum and maximum kept.
 *
 * @param code the metric's context-free MDC code
 * @param points each {@code [t, min, max, last]}; t in epoch milliseconds, ascending
 * @param gaps where there is nothing, and why
 * @param correctedMillis by how much, at most, times were moved because the clock of the box that said them was off
 */
public record HistoryView(int code, List<List<Number>> points, List<GapView> gaps, long correctedMillis) {

    /** Copies. */
    public HistoryView {
        List<List<Number>> copies = new ArrayList<>(points.size());
        for (List<Number> point : points) {
            copies.add(List.copyOf(point));
        }
        points = List.copyOf(copies);
        gaps = List.copyOf(gaps);
    }

    /** One point of {@link #points()}. */
    public static List<Number> point(long t, double min, double max, double last) {
        return List.of(t, min, max, last);
    }
}
