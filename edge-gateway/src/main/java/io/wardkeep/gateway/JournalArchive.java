package io.wardkeep.gateway;

import io.wardkeep.gateway.journal.History;
import io.wardkeep.gateway.journal.HistoryLoop;
import io.wardkeep.gateway.journal.HistoryQuery;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.StoreCommand;
import io.wardkeep.sync.StoreInbox;
import io.wardkeep.sync.StoreResult;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.view.GapView;
import io.wardkeep.ward.view.HistoryView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The journal as the ward page asks it. Any thread. */
final class JournalArchive implements WardArchive {

    /** Longer without a value is a gap. */
    private static final long GAP_MILLIS_MIN = 15_000;

    private final StoreInbox store;
    private final HistoryLoop history;

    JournalArchive(StoreInbox store, HistoryLoop history) {
        this.store = store;
        this.history = history;
    }

    @Override
    public CompletionStage<HistoryView> history(
            Set<DeviceId> devices, int code, long fromMillis, long untilMillis, int points) {
        CompletableFuture<HistoryView> answer = new CompletableFuture<>();
        HistoryQuery query = new HistoryQuery(
                devices,
                code,
                fromMillis,
                Math.max(untilMillis, fromMillis + 1),
                Math.clamp(points, 1, HistoryQuery.POINTS_MAX));
        boolean asked = history.askOrRefuse(
                query, found -> complete(answer, found.map(read -> view(query, read)), "the past cannot be read now"));
        if (!asked) {
            answer.completeExceptionally(new IllegalStateException("too many ask for the past"));
        }
        return answer;
    }

    @Override
    public CompletionStage<Completeness> completeness() {
        CompletableFuture<Completeness> answer = new CompletableFuture<>();
        store.submit(new StoreCommand.Report(), result -> {
            switch (result) {
                case StoreResult.Reported(Completeness report) -> answer.complete(report);
                case StoreResult.Failed(String reason) ->
                    answer.completeExceptionally(new IllegalStateException(reason));
                default ->
                    answer.completeExceptionally(new IllegalStateException("the store answered another question"));
            }
        });
        return answer;
    }

    private static <T> void complete(CompletableFuture<T> answer, Optional<T> found, String otherwise) {
        if (found.isPresent()) {
            answer.complete(found.get());
        } else {
            answer.completeExceptionally(new IllegalStateException(otherwise));
        }
    }

    private static HistoryView view(HistoryQuery query, History read) {
        List<List<Number>> points = new ArrayList<>();
        List<GapView> gaps = new ArrayList<>();
        long slice = Math.max(1, (query.untilMillis() - query.fromMillis()) / query.points());
        long before = Long.MIN_VALUE;
        for (History.Point point : read.points()) {
            if (before != Long.MIN_VALUE && point.atMillis() - before > Math.max(GAP_MILLIS_MIN, 3 * slice)) {
                gaps.add(new GapView(before, point.atMillis(), GapView.Kind.NO_DATA, "no value"));
            }
            before = point.atMillis();
            points.add(HistoryView.point(point.atMillis(), point.min(), point.max(), point.last()));
        }
        for (History.Loss loss : read.losses()) {
            gaps.add(new GapView(
                    loss.fromMillis(),
                    loss.untilMillis(),
                    GapView.Kind.LOST,
                    loss.count() + " lost: " + loss.reason().name().toLowerCase(Locale.ROOT)));
        }
        return new HistoryView(query.code(), points, gaps, 0);
    }
}
