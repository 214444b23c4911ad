package io.wardkeep.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.wardkeep.gateway.health.GatewayMeter;
import io.wardkeep.gateway.journal.JournalFigures;
import io.wardkeep.gateway.uplink.UplinkStatus;
import io.wardkeep.page.PageFeed;
import io.wardkeep.sync.Lane;
import io.wardkeep.sync.SyncStatus;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.view.GatewayView;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The gateway's figures: gauges for Prometheus, the line on the page, and the conditions that follow from them. */
final class GatewayFigures {

    private static final long SHOWN_MILLIS = 2_000;

    /** How long after a loss the ward is told of it. */
    private static final long LOSS_MILLIS = 60_000;

    /** Beyond this the wall clock has been stepped, or one of the clocks runs wrong. */
    private static final long CLOCK_MILLIS_MAX = 2_000;

    private final GatewayConfig config;
    private final GatewayClock clock;
    private final Supplier<JournalFigures> journal;
    private final Supplier<Optional<UplinkStatus>> uplink;
    private final String site;
    private final Supplier<Optional<Instant>> certificateUntil;
    private final long startedMillis;
    private final Map<AlertPriority, Integer> active = new EnumMap<>(AlertPriority.class);
    private long shownMillis;
    private long lostSeen;
    private long lossMillis = Long.MIN_VALUE;
    private long bytesAtStart = -1;

    GatewayFigures(
            GatewayConfig config,
            GatewayClock clock,
            Supplier<JournalFigures> journal,
            Supplier<Optional<UplinkStatus>> uplink,
            String site,
            Supplier<Optional<Instant>> certificateUntil) {
        this.config = config;
        this.clock = clock;
        this.journal = journal;
        this.uplink = uplink;
        this.site = site;
        this.certificateUntil = certificateUntil;
        startedMillis = clock.millis();
    }

    void register(MeterRegistry registry, WardInbox inbox) {
        Gauge.builder(GatewayMeter.CLOCK_OFFSET.meterName(), clock, time -> time.offsetMillis() / 1e3)
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(
                        GatewayMeter.JOURNAL_BYTES.meterName(),
                        journal,
                        figures -> figures.get().bytes())
                .register(registry);
        Gauge.builder(GatewayMeter.INBOX_SIZE.meterName(), inbox, WardInbox::size)
                .register(registry);
        FunctionCounter.builder(
                        GatewayMeter.LOST.meterName(),
                        journal,
                        figures -> figures.get().lost())
                .tag("reason", "any")
                .register(registry);
        Gauge.builder(
                        GatewayMeter.SYNC_BACKLOG.meterName(),
                        this,
                        figures ->
                                figures.session().map(SyncStatus::backlogSent).orElse(0L))
                .register(registry);
        for (AlertPriority priority : AlertPriority.values()) {
            active.put(priority, 0);
            Gauge.builder(
                            GatewayMeter.ALERT_EPISODES_ACTIVE.meterName(),
                            active,
                            counts -> counts.getOrDefault(priority, 0))
                    .tag("priority", priority.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (Lane lane : Lane.values()) {
            bytes(registry, "sent", lane);
            bytes(registry, "received", lane);
        }
    }

    /** Ten times a second, on the ward's loop. */
    void ticked(Ward ward, PageFeed feed) {
        long now = clock.millis();
        for (AlertPriority priority : AlertPriority.values()) {
            active.put(priority, ward.active(priority));
        }
        JournalFigures figures = journal.get();
        if (figures.lost() > lostSeen) {
            lostSeen = figures.lost();
            lossMillis = now;
        }
        ward.engine.stated(
                ConditionKey.gateway(AlertKind.DATA_LOST),
                lossMillis != Long.MIN_VALUE && now - lossMillis < LOSS_MILLIS,
                now);
        ward.engine.stated(
                ConditionKey.gateway(AlertKind.CLOCK_TROUBLE), Math.abs(clock.offsetMillis()) > CLOCK_MILLIS_MAX, now);
        if (now - shownMillis >= SHOWN_MILLIS) {
            shownMillis = now;
            feed.replaceGateways(List.of(view(now, figures)));
        }
    }

    private GatewayView view(long now, JournalFigures figures) {
        Optional<UplinkStatus> link = uplink.get();
        boolean live = link.filter(status -> status.state() == UplinkStatus.State.CONNECTED)
                .isPresent();
        OptionalLong offset = session().map(SyncStatus::clockOffsetMillis).orElse(OptionalLong.empty());
        return new GatewayView(
                config.site(),
                site,
                config.ward().name(),
                live ? GatewayView.Link.LIVE : GatewayView.Link.LOST,
                link.map(UplinkStatus::sinceMillis).orElse(startedMillis),
                session().map(SyncStatus::sentLagMillis).orElse(0L),
                session().map(SyncStatus::backlogSent).orElse(0L),
                diskDays(now, figures),
                offset.isPresent() ? offset.getAsLong() : null,
                certificateUntil.get().map(Instant::toEpochMilli).orElse(null),
                figures.readings(),
                figures.lost(),
                figures.equivocal(),
                figures.lost() == 0,
                link.map(UplinkStatus::rejected).orElse(0L),
                link.map(UplinkStatus::trouble)
                        .filter(trouble -> !trouble.isEmpty())
                        .orElse(null));
    }

    /** How long the disk lasts at the pace since the start; not known before a minute has passed. */
    private @Nullable Double diskDays(long now, JournalFigures figures) {
        if (bytesAtStart < 0) {
            bytesAtStart = figures.bytes();
        }
        long grown = figures.bytes() - bytesAtStart;
        long lasted = now - startedMillis;
        if (lasted < 60_000 || grown <= 0) {
            return null;
        }
        return figures.usableBytes() / (grown / (double) lasted) / 86_400_000d;
    }

    private Optional<SyncStatus> session() {
        return uplink.get().flatMap(UplinkStatus::session);
    }

    private void bytes(MeterRegistry registry, String direction, Lane lane) {
        FunctionCounter.builder(
                        GatewayMeter.SYNC_BYTES.meterName(),
                        this,
                        figures -> figures.session()
                                .map(status -> (direction.equals("sent") ? status.bytesSent() : status.bytesReceived())
                                        .getOrDefault(lane, 0L))
                                .orElse(0L))
                .tag("direction", direction)
                .tag("lane", lane.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
