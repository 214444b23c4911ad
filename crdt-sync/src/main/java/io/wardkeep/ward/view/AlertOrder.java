package io.wardkeep.ward.view;

import io.wardkeep.ward.record.AlertStanding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The one order of alert lists: priority, unacknowledged first, then onset, then id so that every replica agrees. */
public final class AlertOrder {

    /** Most urgent first. */
    public static final Comparator<AlertView> URGENT_FIRST = Comparator.comparing(AlertView::priority)
            .reversed()
            .thenComparingInt(alert -> rank(alert.state()))
            .thenComparingLong(AlertView::since)
            .thenComparing(AlertView::episode);

    private AlertOrder() {}

    /** A sorted copy. */
    public static List<AlertView> sorted(List<AlertView> alerts) {
        List<AlertView> sorted = new ArrayList<>(alerts);
        sorted.sort(URGENT_FIRST);
        return List.copyOf(sorted);
    }

    private static int rank(AlertStanding.State state) {
        return switch (state) {
            case ACTIVE_UNACK -> 0;
            case LATCHED -> 1;
            case ACTIVE_ACK -> 2;
            case ENDED -> 3;
        };
    }
}
