package io.wardkeep.hub.view;

import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Completeness.StreamReport;
import io.wardkeep.sync.Family;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.view.GatewayView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The gateways: those that are linked, and those of which only the record tells. Owned by the view loop. */
final class GatewayBoard {

    private record Named(String name, WardId ward) {}

    private record Sums(long observations, long lost, long missing, long duplicates) {}

    private final long startedMillis;
    private final Map<UUID, Named> named = new HashMap<>();
    private final Map<UUID, GatewayLink> links = new HashMap<>();
    private final Map<UUID, Sums> sums = new HashMap<>();
    private final Map<UUID, TreeMap<Integer, String>> misplaced = new HashMap<>();
    private List<GatewayView> shown = List.of();
    private boolean changed = true;

    GatewayBoard(long startedMillis) {
        this.startedMillis = startedMillis;
    }

    void hears(UUID site, String name, WardId ward) {
        named.put(site, new Named(name, ward));
        changed = true;
    }

    /** A device of this site cannot be shown where its roster puts it; true when that is news. */
    boolean misplaced(UUID site, int ordinal, String why) {
        changed = true;
        String before = misplaced.computeIfAbsent(site, _ -> new TreeMap<>()).put(ordinal, why);
        return !why.equals(before);
    }

    /** It is shown where its roster puts it. */
    void placed(UUID site, int ordinal) {
        TreeMap<Integer, String> wrong = misplaced.get(site);
        if (wrong != null && wrong.remove(ordinal) != null) {
            changed = true;
        }
    }

    void links(Collection<GatewayLink> now) {
        now.forEach(link -> links.put(link.site(), link));
        changed = true;
    }

    void completeness(Completeness completeness) {
        sums.clear();
        for (StreamReport stream : completeness.streams()) {
            boolean observations = stream.stream().shard().family() == Family.OBS;
            sums.merge(
                    stream.stream().actor().site(),
                    new Sums(observations ? stream.data() : 0, stream.lost(), stream.missing(), stream.duplicates()),
                    (left, right) -> new Sums(
                            left.observations + right.observations,
                            left.lost + right.lost,
                            left.missing + right.missing,
                            left.duplicates + right.duplicates));
        }
        changed = true;
    }

    String name(UUID site) {
        GatewayLink link = links.get(site);
        Named known = named.get(site);
        return known != null ? known.name : link != null ? link.name() : site.toString();
    }

    /** Since when nobody of these sites has been heard; empty while one is. */
    Optional<Long> lostSince(Set<UUID> sites) {
        long since = Long.MIN_VALUE;
        for (UUID site : sites) {
            GatewayLink link = links.get(site);
            if (link != null && link.live()) {
                return Optional.empty();
            }
            since = Math.max(since, link == null ? startedMillis : link.sinceMillis());
        }
        return Optional.of(since);
    }

    /** All gateways by name, when that is not what was shown last. */
    Optional<List<GatewayView>> ifChanged() {
        if (!changed) {
            return Optional.empty();
        }
        changed = false;
        List<GatewayView> now = views();
        if (now.equals(shown)) {
            return Optional.empty();
        }
        shown = now;
        return Optional.of(now);
    }

    private List<GatewayView> views() {
        Map<UUID, GatewayView> views = new HashMap<>();
        named.forEach((site, known) -> views.put(site, view(site, known.name, known.ward.name(), links.get(site))));
        links.forEach((site, link) -> views.computeIfAbsent(
                site,
                _ -> view(
                        site,
                        link.name(),
                        link.wards().stream()
                                .map(WardId::name)
                                .sorted()
                                .findFirst()
                                .orElse(""),
                        link)));
        List<GatewayView> sorted = new ArrayList<>(views.values());
        sorted.sort(Comparator.comparing(GatewayView::name).thenComparing(GatewayView::site));
        return sorted;
    }

    private GatewayView view(UUID site, String name, String ward, @Nullable GatewayLink link) {
        Sums held = sums.getOrDefault(site, new Sums(0, 0, 0, 0));
        long backlog = link == null ? 0 : link.backlog();
        return new GatewayView(
                name,
                site.toString(),
                ward,
                link != null && link.live() ? GatewayView.Link.LIVE : GatewayView.Link.LOST,
                link == null ? startedMillis : link.sinceMillis(),
                link == null ? 0 : link.lagMillis(),
                backlog,
                null,
                link == null ? null : boxed(link.clockOffsetMillis()),
                link == null ? null : boxed(link.certificateUntil()),
                held.observations,
                held.lost,
                held.duplicates,
                held.missing == 0 && backlog == 0,
                link == null ? 0 : link.rejected(),
                trouble(site, link));
    }

    private @Nullable String trouble(UUID site, @Nullable GatewayLink link) {
        if (link != null && !link.trouble().isEmpty()) {
            return link.trouble();
        }
        TreeMap<Integer, String> wrong = misplaced.getOrDefault(site, new TreeMap<>());
        return wrong.isEmpty() ? null : wrong.firstEntry().getValue();
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
