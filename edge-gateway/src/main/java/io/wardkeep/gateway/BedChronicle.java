package io.wardkeep.gateway;

import io.wardkeep.gateway.alert.AlertPhase;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.LimitsSetting;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.BedEventView;
import io.wardkeep.ward.view.MetricNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has lately happened at each bed, and the alerts that are over. Bounded; belongs to the ward's loop. */
final class BedChronicle {

    private static final int EVENTS_MAX = 50;
    private static final int PAST_MAX = 500;

    private final Map<String, Deque<BedEventView>> events = new HashMap<>();
    private final Deque<AlertView> past = new ArrayDeque<>();

    /** An alert changed. */
    void told(AlertPhase phase, AlertView alert, long atMillis) {
        if (phase != AlertPhase.NONE && phase != AlertPhase.CONTINUE) {
            String what = alert.acknowledged() != null && phase == AlertPhase.UPDATE
                    ? " acknowledged by " + alert.acknowledged().by()
                    : "";
            add(
                    alert.bed(),
                    new BedEventView(
                            atMillis,
                            "alert-" + phase.name().toLowerCase(Locale.ROOT),
                            alert.marker() + " " + alert.text() + what,
                            alert.priority()));
        }
        if (alert.state() == AlertStanding.State.ENDED) {
            past(alert);
        }
    }

    /** Somebody set limits. */
    void limits(LimitsSetting setting) {
        add(
                setting.bed().name(),
                new BedEventView(
                        setting.atMillis(),
                        "limits",
                        MetricNames.label(setting.code()) + " limits set by "
                                + setting.by().name(),
                        null));
    }

    /** Somebody assigned the bed. */
    void assigned(String bed, String by, long atMillis) {
        add(bed, new BedEventView(atMillis, "assignment", "assigned by " + by, null));
    }

    /** An alert is over. */
    void past(AlertView alert) {
        past.addFirst(alert);
        if (past.size() > PAST_MAX) {
            past.removeLast();
        }
    }

    /** Is this one of the alerts that are over and still remembered? */
    boolean isOver(String episode) {
        return past.stream().anyMatch(alert -> alert.episode().equals(episode));
    }

    /** Newest first. */
    List<BedEventView> events(String bed) {
        return List.copyOf(events.getOrDefault(bed, new ArrayDeque<>()));
    }

    /** Alerts that are over, the latest first. */
    List<AlertView> past() {
        List<AlertView> sorted = new ArrayList<>(past);
        sorted.sort(Comparator.comparingLong(AlertView::since).reversed());
        return sorted;
    }

    private void add(@Nullable String bed, BedEventView event) {
        if (bed != null) {
            Deque<BedEventView> at = events.computeIfAbsent(bed, _ -> new ArrayDeque<>());
            at.addFirst(event);
            if (at.size() > EVENTS_MAX) {
                at.removeLast();
            }
        }
    }
}
