package io.wardkeep.hub.view;

import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.view.BedEventView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What happened at each bed lately. Owned by the view loop. */
final class BedEvents {

    private static final int KEPT_MAX = 100;
    private static final Comparator<BedEventView> NEWEST_FIRST = Comparator.comparingLong(BedEventView::at)
            .reversed()
            .thenComparing(BedEventView::kind)
            .thenComparing(BedEventView::text);

    private final Map<BedId, TreeSet<BedEventView>> byBed = new HashMap<>();

    void add(BedId bed, long at, String kind, String text, @Nullable AlertPriority priority) {
        TreeSet<BedEventView> events = byBed.computeIfAbsent(bed, _ -> new TreeSet<>(NEWEST_FIRST));
        events.add(new BedEventView(at, kind, text, priority));
        if (events.size() > KEPT_MAX) {
            events.removeLast();
        }
    }

    List<BedEventView> of(BedId bed) {
        TreeSet<BedEventView> events = byBed.get(bed);
        return events == null ? List.of() : List.copyOf(events);
    }
}
