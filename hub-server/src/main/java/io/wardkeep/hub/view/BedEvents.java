package io.wardkeep.hub.view;

import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.view.AlertText;
import io.wardkeep.ward.view.BedEventView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What happened at each bed lately. Owned by the view loop. */
final class BedEvents {

    private static final int KEPT_MAX = 100;
    private static final Comparator<BedEventView> NEWEST_FIRST = Comparator.comparingLong(BedEventView::at)
            .reversed()
            .thenComparing(BedEventView::kind)
            .thenComparing(BedEventView::text);

    /** Two wards may call a bed the same. */
    private record Place(WardId ward, BedId bed) {}

    private final Map<Place, TreeSet<BedEventView>> byPlace = new HashMap<>();

    /** Something was set at a bed. */
    void add(WardId ward, BedId bed, long at, String kind, String text) {
        add(ward, bed, at, kind, text, null);
    }

    /** Something was said about an alert that is about a bed. */
    void alert(WardId ward, AlertFact fact, Optional<AlertStanding> standing) {
        fact.condition().bed().ifPresent(bed -> {
            switch (fact) {
                case AlertFact.Raised raised ->
                    add(
                            ward,
                            bed,
                            raised.atMillis(),
                            "ALERT",
                            AlertText.of(raised.condition(), raised.value(), raised.limit(), raised.cause()),
                            raised.priority());
                case AlertFact.Ended ended ->
                    add(
                            ward,
                            bed,
                            ended.atMillis(),
                            "ALERT",
                            "ended: "
                                    + AlertText.of(
                                            ended.condition(),
                                            standing.flatMap(AlertStanding::value),
                                            standing.flatMap(AlertStanding::limit),
                                            standing.flatMap(AlertStanding::cause)),
                            null);
                case AlertFact.Acknowledged said ->
                    add(
                            ward,
                            bed,
                            said.atMillis(),
                            "ALERT",
                            "acknowledged by " + said.by().name(),
                            null);
                case AlertFact.Reset _,
                        AlertFact.Paused _,
                        AlertFact.PauseCancelled _,
                        AlertFact.Responsibility _,
                        AlertFact.Delivered _ -> {
                    // seen on the alert itself
                }
            }
        });
    }

    private void add(WardId ward, BedId bed, long at, String kind, String text, @Nullable AlertPriority priority) {
        TreeSet<BedEventView> events = byPlace.computeIfAbsent(new Place(ward, bed), _ -> new TreeSet<>(NEWEST_FIRST));
        events.add(new BedEventView(at, kind, text, priority));
        if (events.size() > KEPT_MAX) {
            events.removeLast();
        }
    }

    List<BedEventView> of(WardId ward, BedId bed) {
        TreeSet<BedEventView> events = byPlace.get(new Place(ward, bed));
        return events == null ? List.of() : List.copyOf(events);
    }
}
