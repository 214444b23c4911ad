package io.wardkeep.gateway;

import io.wardkeep.gateway.page.WardQueries;
import io.wardkeep.page.Health;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.AlertsView;
import io.wardkeep.ward.view.AssignmentView;
import io.wardkeep.ward.view.AuditView;
import io.wardkeep.ward.view.BedPageView;
import io.wardkeep.ward.view.CompletenessView;
import io.wardkeep.ward.view.HistoryView;
import io.wardkeep.ward.view.LimitsView;
import io.wardkeep.ward.view.PortsView;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the ward page asks: carried to the ward's loop or to the journal. Any thread. */
final class WardWindow implements WardQueries {

    private final WardInbox inbox;
    private final InstantSource clock;
    private final WardArchive archive;
    private final Supplier<PortsView> ports;
    private final Supplier<Health> live;
    private final Supplier<Health> ready;
    private final Supplier<String> metrics;

    WardWindow(
            WardInbox inbox,
            InstantSource clock,
            WardArchive archive,
            Supplier<PortsView> ports,
            Supplier<Health> live,
            Supplier<Health> ready,
            Supplier<String> metrics) {
        this.inbox = inbox;
        this.clock = clock;
        this.archive = archive;
        this.ports = ports;
        this.live = live;
        this.ready = ready;
        this.metrics = metrics;
    }

    @Override
    public CompletionStage<Optional<BedPageView>> bed(BedId bed) {
        return ask(ward -> ward.board.page(bed, ward.chronicle.events(bed.name()), clock.millis()));
    }

    @Override
    public CompletionStage<Optional<HistoryView>> history(
            BedId bed, int code, long fromMillis, long untilMillis, int points) {
        return ask(ward -> ward.knows(bed) ? Optional.of(ward.devicesAt(bed)) : Optional.<Set<DeviceId>>empty())
                .thenCompose(devices -> devices.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.<HistoryView>empty())
                        : archive.history(devices.get(), code, fromMillis, untilMillis, points)
                                .thenApply(Optional::of));
    }

    @Override
    public CompletionStage<AlertsView> pastAlerts() {
        return ask(ward -> {
            List<AlertView> all = new ArrayList<>(ward.board.alerts());
            all.addAll(ward.chronicle.past());
            return new AlertsView(all);
        });
    }

    @Override
    public CompletionStage<Optional<LimitsView>> limits(BedId bed) {
        return ask(ward -> ward.board.limits(bed));
    }

    @Override
    public CompletionStage<Optional<AssignmentView>> assignment(BedId bed) {
        return ask(ward -> ward.assignment(bed));
    }

    @Override
    public CompletionStage<CompletenessView> completeness() {
        return archive.completeness().thenCompose(report -> ask(ward -> view(ward, report)));
    }

    @Override
    public CompletionStage<AuditView> audit(int limit) {
        return ask(ward -> new AuditView(ward.audit.newest(limit)));
    }

    @Override
    public PortsView ports() {
        return ports.get();
    }

    @Override
    public Health live() {
        return live.get();
    }

    @Override
    public Health ready() {
        return ready.get();
    }

    @Override
    public String metrics() {
        return metrics.get();
    }

    private static CompletenessView view(Ward ward, Completeness report) {
        List<CompletenessView.Stream> streams = new ArrayList<>();
        for (Completeness.StreamReport each : report.streams()) {
            StreamId stream = each.stream();
            String device = stream.shard().family() == Family.OBS
                    ? ward.settings
                            .deviceName(stream.actor().site(), stream.device())
                            .orElse(Integer.toString(stream.device()))
                    : "";
            streams.add(CompletenessView.Stream.of(each, device));
        }
        return CompletenessView.of(streams);
    }

    private <T> CompletionStage<T> ask(Function<Ward, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (!inbox.offerOrRefuse(new WardEvent.Asked(ward -> answer.complete(question.apply(ward))))) {
            answer.completeExceptionally(new IllegalStateException("the ward's inbox is full"));
        }
        return answer;
    }
}
