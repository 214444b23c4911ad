package io.wardkeep.hub;

import io.wardkeep.hub.api.HubQueries;
import io.wardkeep.hub.record.DatabaseProbe;
import io.wardkeep.hub.record.History;
import io.wardkeep.hub.record.ReadLoop;
import io.wardkeep.hub.record.RecordReader;
import io.wardkeep.hub.record.StoreLoop;
import io.wardkeep.hub.view.HubBoard;
import io.wardkeep.hub.view.ViewLoop;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.page.Health;
import io.wardkeep.page.Person;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StoreCommand;
import io.wardkeep.sync.StoreException;
import io.wardkeep.sync.StoreResult;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AuditEntry;
import io.wardkeep.ward.view.AlertsView;
import io.wardkeep.ward.view.AssignmentView;
import io.wardkeep.ward.view.AuditEntryView;
import io.wardkeep.ward.view.AuditView;
import io.wardkeep.ward.view.BedPageView;
import io.wardkeep.ward.view.CompletenessView;
import io.wardkeep.ward.view.HistoryView;
import io.wardkeep.ward.view.LimitsView;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the console asks: the board where it is about now, the record where it is about the past. */
final class ConsoleQueries implements HubQueries {

    private static final long CHECK_SECONDS_MAX = 3;

    private final StoreLoop store;
    private final ViewLoop view;
    private final ReadLoop reads;
    private final Supplier<String> metrics;
    private final InstantSource clock;

    ConsoleQueries(StoreLoop store, ViewLoop view, ReadLoop reads, Supplier<String> metrics, InstantSource clock) {
        this.store = store;
        this.view = view;
        this.reads = reads;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Optional<BedPageView>> bed(BedId bed) {
        return view.askOrFail(board -> board.page(bed, clock.millis()));
    }

    @Override
    public CompletionStage<Optional<HistoryView>> history(
            BedId bed, int code, long fromMillis, long untilMillis, int points) {
        return view.askOrFail(board -> sources(board, bed))
                .thenCompose(sources -> sources.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : reads.askOrFail(connection -> Optional.of(History.read(
                                connection, new History.Query(sources.get(), code, fromMillis, untilMillis, points)))));
    }

    private static Optional<List<History.Source>> sources(HubBoard board, BedId bed) {
        return board.ward(bed)
                .map(ward -> board.streams(bed).stream()
                        .map(stream -> new History.Source(ward, stream.site(), stream.ordinal()))
                        .toList());
    }

    @Override
    public CompletionStage<AlertsView> pastAlerts() {
        return view.askOrFail(board -> new AlertsView(board.allAlerts()));
    }

    @Override
    public CompletionStage<Optional<LimitsView>> limits(BedId bed) {
        return view.askOrFail(board -> board.limits(bed));
    }

    @Override
    public CompletionStage<Optional<AssignmentView>> assignment(BedId bed) {
        return view.askOrFail(board -> board.assignment(bed));
    }

    /** The ledger of the observations. */
    @Override
    public CompletionStage<CompletenessView> completeness() {
        CompletableFuture<Completeness> counted = new CompletableFuture<>();
        store.submit(new StoreCommand.Report(), result -> {
            if (result instanceof StoreResult.Reported(Completeness report)) {
                counted.complete(report);
            } else {
                counted.completeExceptionally(new StoreException(
                        "the record cannot be counted", new IllegalStateException(result.toString())));
            }
        });
        return counted.thenCompose(report -> view.askOrFail(board -> show(report, board)));
    }

    private static CompletenessView show(Completeness report, HubBoard board) {
        List<CompletenessView.Stream> streams = new ArrayList<>();
        for (Completeness.StreamReport each : report.streams()) {
            var stream = each.stream();
            if (stream.shard().family() == Family.OBS) {
                streams.add(CompletenessView.Stream.of(
                        each,
                        board.deviceName(stream.shard().ward(), stream.actor().site(), stream.device())
                                .orElseGet(() -> Integer.toString(stream.device()))));
            }
        }
        return CompletenessView.of(streams);
    }

    @Override
    public CompletionStage<AuditView> audit(Set<String> wards, int limit) {
        return reads.askOrFail(connection -> {
            List<AuditEntryView> entries = new ArrayList<>();
            for (Row row :
                    RecordReader.audit(connection, List.copyOf(wards), wards.contains(Person.ALL_WARDS), limit)) {
                entries.add(entry(row));
            }
            return new AuditView(entries);
        });
    }

    private static AuditEntryView entry(Row row) {
        String actor = row.dot().actor().toString();
        try {
            return AuditEntry.of(row)
                    .map(entry -> new AuditEntryView(
                            entry.atMillis(),
                            actor,
                            entry.by().name(),
                            entry.by().role(),
                            entry.subject().isEmpty() ? entry.what() : entry.what() + " " + entry.subject(),
                            entry.by().where()))
                    .orElseGet(() -> new AuditEntryView(row.at().millis(), actor, "", "", "of a newer release", ""));
        } catch (MalformedBytesException unreadable) {
            return new AuditEntryView(row.at().millis(), actor, "", "", "unreadable: " + unreadable.getMessage(), "");
        }
    }

    /** The loops turn. */
    @Override
    public CompletionStage<Health> live() {
        return check("view", view.askOrFail(_ -> "the board answers")).thenApply(board -> Health.of(List.of(board)));
    }

    /** Also the record can be written to and read from. */
    @Override
    public CompletionStage<Health> ready() {
        CompletableFuture<String> stored = new CompletableFuture<>();
        store.submit(
                new StoreCommand.Contexts(Set.of(new WardId("hub"))),
                result -> stored.complete(
                        result instanceof StoreResult.Failed(String reason) ? "!" + reason : "the store answers"));
        CompletionStage<Health.Check> store = check("store", stored);
        CompletionStage<Health.Check> database = check(
                "database",
                reads.askOrFail(connection -> DatabaseProbe.answers(connection) ? "answers" : "!no answer"));
        CompletionStage<Health.Check> board = check("view", view.askOrFail(_ -> "the board answers"));
        return store.thenCombine(database, List::of)
                .thenCombine(board, (two, third) -> Health.of(List.of(two.get(0), two.get(1), third)));
    }

    private static CompletionStage<Health.Check> check(String name, CompletionStage<String> answer) {
        return answer.toCompletableFuture()
                .copy()
                .orTimeout(CHECK_SECONDS_MAX, TimeUnit.SECONDS)
                .handle((detail, failure) -> failure != null
                        ? new Health.Check(name, Health.Status.FAIL, "no answer")
                        : detail.startsWith("!")
                                ? new Health.Check(name, Health.Status.FAIL, detail.substring(1))
                                : new Health.Check(name, Health.Status.OK, detail));
    }

    @Override
    public String metrics() {
        return metrics.get();
    }
}
