package io.wardkeep.hub;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.wardkeep.hub.intake.IntakeStatus;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Lane;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.view.AlertView;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/** The hub's counters, in Prometheus' names. The list is their documentation. Updated by the contact timer. */
final class HubMetrics {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final AtomicLong observations = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Map<AlertPriority, AtomicLong> active = new EnumMap<>(AlertPriority.class);
    private final Map<Lane, AtomicLong> received = new EnumMap<>(Lane.class);
    private final Map<Lane, AtomicLong> sent = new EnumMap<>(Lane.class);
    private final Map<UUID, Seen> seen = new HashMap<>();
    private final Map<String, Long> backlog = new ConcurrentHashMap<>();
    private final Map<String, Double> offsets = new ConcurrentHashMap<>();
    private final MultiGauge backlogGauge;
    private final MultiGauge offsetGauge;

    /** What a site's session had counted when it was last looked at: a new session begins at nothing. */
    private record Seen(Map<Lane, Long> received, Map<Lane, Long> sent) {}

    HubMetrics(IntSupplier storeWaiting) {
        new JvmMemoryMetrics().bindTo(registry);
        garbage.bindTo(registry);
        FunctionCounter.builder("wardkeep.observations", observations, AtomicLong::get)
                .description("Observations that this hub holds")
                .tag("port", "sync")
                .register(registry);
        FunctionCounter.builder("wardkeep.lost.observations", lost, AtomicLong::get)
                .description("Observations that are declared lost")
                .tag("reason", "declared")
                .register(registry);
        for (AlertPriority priority : AlertPriority.values()) {
            active.put(priority, new AtomicLong());
            Gauge.builder("wardkeep.alert.episodes.active", () -> count(active, priority))
                    .description("Alert episodes that are not over")
                    .tag("priority", priority.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (Lane lane : Lane.values()) {
            bytes("received", lane, received);
            bytes("sent", lane, sent);
        }
        Gauge.builder("wardkeep.store.waiting", storeWaiting::getAsInt)
                .description("Commands that wait for the store's loop")
                .register(registry);
        backlogGauge = MultiGauge.builder("wardkeep.sync.backlog.observations")
                .description("What a gateway has and this hub has not")
                .register(registry);
        offsetGauge = MultiGauge.builder("wardkeep.clock.offset.seconds")
                .description("A gateway's clock minus this hub's")
                .register(registry);
    }

    private void bytes(String direction, Lane lane, Map<Lane, AtomicLong> counters) {
        counters.put(lane, new AtomicLong());
        FunctionCounter.builder("wardkeep.sync.bytes", counters, all -> count(all, lane))
                .description("Bytes of data frames")
                .tag("direction", direction)
                .tag("lane", lane.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private static <K> long count(Map<K, AtomicLong> counters, K key) {
        AtomicLong counter = counters.get(key);
        return counter == null ? 0 : counter.get();
    }

    /** The links as they are. */
    void links(Collection<IntakeStatus> statuses) {
        for (IntakeStatus status : statuses) {
            backlog.put(status.name(), status.session().backlogReceived());
            status.session().clockOffsetMillis().ifPresent(offset -> offsets.put(status.name(), offset / 1000.0));
            Seen before = seen.getOrDefault(status.site(), new Seen(Map.of(), Map.of()));
            grow(received, before.received, status.session().bytesReceived());
            grow(sent, before.sent, status.session().bytesSent());
            seen.put(
                    status.site(),
                    new Seen(status.session().bytesReceived(), status.session().bytesSent()));
        }
        backlogGauge.register(rows(backlog), true);
        offsetGauge.register(rows(offsets), true);
    }

    private static void grow(Map<Lane, AtomicLong> counters, Map<Lane, Long> before, Map<Lane, Long> now) {
        now.forEach((lane, count) -> {
            long last = before.getOrDefault(lane, 0L);
            AtomicLong counter = counters.get(lane);
            if (counter != null) {
                counter.addAndGet(count >= last ? count - last : count);
            }
        });
    }

    private static List<MultiGauge.Row<?>> rows(Map<String, ? extends Number> values) {
        return values.entrySet().stream()
                .<MultiGauge.Row<?>>map(
                        entry -> MultiGauge.Row.of(Tags.of("gateway", entry.getKey()), entry.getValue()))
                .toList();
    }

    /** The ledger as it is. */
    void completeness(Completeness completeness) {
        Completeness.Totals totals = completeness.totals(Family.OBS);
        observations.set(totals.data());
        lost.set(totals.lost());
    }

    /** The alerts that are not over. */
    void alerts(List<AlertView> alerts) {
        for (Map.Entry<AlertPriority, AtomicLong> entry : active.entrySet()) {
            entry.getValue()
                    .set(alerts.stream()
                            .filter(alert ->
                                    alert.priority() == entry.getKey() && alert.state() != AlertStanding.State.ENDED)
                            .count());
        }
    }

    /** A bundle was imported, refused, or could not be imported. */
    void bundle(String outcome, String reason) {
        registry.counter("wardkeep.bundles", "outcome", outcome, "reason", reason)
                .increment();
    }

    String scrape() {
        return registry.scrape();
    }

    void close() {
        garbage.close();
        registry.close();
    }
}
