package io.wardkeep.gateway.page;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.page.AlertCommand;
import io.wardkeep.page.AssignBed;
import io.wardkeep.page.CommandOutcome;
import io.wardkeep.page.Health;
import io.wardkeep.page.PageFeed;
import io.wardkeep.page.Person;
import io.wardkeep.page.SetLimits;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.Limits;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AlertEpisode;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.AssignmentSetting;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.record.EffectiveAssignment;
import io.wardkeep.ward.record.EffectiveLimits;
import io.wardkeep.ward.record.EpisodeKey;
import io.wardkeep.ward.record.LimitsSetting;
import io.wardkeep.ward.record.Patient;
import io.wardkeep.ward.record.Sibling;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.AlertsView;
import io.wardkeep.ward.view.AssignmentView;
import io.wardkeep.ward.view.AuditEntryView;
import io.wardkeep.ward.view.AuditView;
import io.wardkeep.ward.view.BedBoard;
import io.wardkeep.ward.view.BedPageView;
import io.wardkeep.ward.view.CompletenessView;
import io.wardkeep.ward.view.DeviceVitals;
import io.wardkeep.ward.view.HistoryView;
import io.wardkeep.ward.view.LimitView;
import io.wardkeep.ward.view.LimitsView;
import io.wardkeep.ward.view.PortsView;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A ward in memory: one bed, one oximeter, one alert at a time, on a thread of its own as in the real one. */
final class SmallWard implements WardCommands, WardQueries, AutoCloseable {

    static final BedId BED = new BedId("7A-02");
    static final int SPO2 = 150456;
    private static final WardId WARD = new WardId("7A");
    private static final Actor GATEWAY = Actor.of(new UUID(7, 1), 1);
    private static final Limits PROFILE = new Limits(
            Optional.of(Decimal.of(90)),
            Optional.empty(),
            10_000,
            5_000,
            Decimal.of(1),
            AlertPriority.HIGH,
            false,
            true);

    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final InstantSource clock;
    private @Nullable PageFeed feed;
    private final BedBoard board = new BedBoard();
    private final DeviceVitals oximeter;
    private final List<String> audit = new ArrayList<>();
    private final Queue<Runnable> uncommitted = new ArrayDeque<>();
    private final List<Sibling<LimitsSetting>> limits = new ArrayList<>();
    private final List<Sibling<AssignmentSetting>> assignments = new ArrayList<>();
    private AlertEpisode episode = AlertEpisode.empty(key());
    private boolean journalHolds;
    private boolean ready = true;
    private long seq = 1;

    SmallWard(InstantSource clock) {
        this.clock = clock;
        board.bed(BED, WARD, "7a-box-1", clock.millis());
        oximeter = board.attach(BED, new DeviceId("ox-01"));
        board.limits(BED, List.of(limit()));
    }

    void feed(PageFeed page) {
        run(() -> {
            feed = page;
            publish();
        });
    }

    private static EpisodeKey key() {
        return new EpisodeKey(ConditionKey.limit(BED, SPO2, AlertKind.LIMIT_LOW), new EpisodeId(new Dot(GATEWAY, 1)));
    }

    String episodeId() {
        return key().episode().toString();
    }

    // ---- what happens at the bed

    void measure(long value) {
        run(() -> {
            Observation reading = Observation.of(SPO2, Decimal.of(value), 262688, Validity.VALID, clock.millis());
            oximeter.take(reading, clock.millis());
            publish();
        });
    }

    void raise(long epoch) {
        run(() -> {
            say(new AlertFact.Raised(
                    key(),
                    epoch,
                    AlertPriority.HIGH,
                    clock.millis(),
                    Optional.of(Decimal.of(90)),
                    Optional.of(Decimal.of(82)),
                    262688,
                    false,
                    Optional.empty()));
            publish();
        });
    }

    void holdJournal() {
        run(() -> journalHolds = true);
    }

    void commit() {
        run(() -> {
            uncommitted.forEach(Runnable::run);
            uncommitted.clear();
        });
    }

    int waitingForCommit() {
        return ask(uncommitted::size);
    }

    List<String> audited() {
        return ask(() -> List.copyOf(audit));
    }

    void ready(boolean isReady) {
        run(() -> ready = isReady);
    }

    // ---- what people decide

    @Override
    public CompletionStage<CommandOutcome<AlertView>> decide(AlertCommand command) {
        return durably(() -> {
            if (!command.episode().equals(episodeId())) {
                return new CommandOutcome.Refused<>(CommandOutcome.Refusal.UNKNOWN, "there is no such alert");
            }
            AlertStanding standing = episode.standing().orElseThrow();
            if (command.epoch() < standing.epoch()) {
                return new CommandOutcome.Refused<>(CommandOutcome.Refusal.OUTDATED, "the alert has risen since");
            }
            long now = clock.millis();
            Author by = author(command.by());
            say(
                    switch (command) {
                        case AlertCommand.Acknowledge seen -> new AlertFact.Acknowledged(key(), seen.epoch(), by, now);
                        case AlertCommand.Pause pause ->
                            new AlertFact.Paused(
                                    key(), pause.epoch(), now + 1000L * pause.seconds(), by, now, episode.pauseDots());
                        case AlertCommand.Accept accept ->
                            new AlertFact.Responsibility(
                                    key(),
                                    accept.epoch(),
                                    AlertFact.Answer.ACCEPTED,
                                    by,
                                    now,
                                    new TreeSet<>(episode.answerDots()));
                        case AlertCommand.Reject reject ->
                            new AlertFact.Responsibility(
                                    key(),
                                    reject.epoch(),
                                    AlertFact.Answer.REJECTED,
                                    by,
                                    now,
                                    new TreeSet<>(episode.answerDots()));
                    });
            publish();
            return new CommandOutcome.Done<>(alert());
        });
    }

    @Override
    public CompletionStage<CommandOutcome<LimitView>> setLimits(SetLimits command) {
        return durably(() -> {
            Limits set = new Limits(
                    command.change().low(),
                    command.change().high(),
                    command.change().delayMillis().orElse(PROFILE.delayMillis()),
                    command.change().holdMillis().orElse(PROFILE.holdMillis()),
                    PROFILE.hysteresis(),
                    command.change().priority().orElse(PROFILE.priority()),
                    PROFILE.latching(),
                    command.change().enabled().orElse(PROFILE.enabled()));
            if (set.crossed()) {
                return new CommandOutcome.Refused<>(
                        CommandOutcome.Refusal.OUT_OF_BOUNDS, "the low limit must be below the high one");
            }
            limits.removeIf(sibling -> command.seen().contains(sibling.id()));
            limits.add(new Sibling<>(
                    nextDot(),
                    HybridTimestamp.of(clock.millis(), 0),
                    new LimitsSetting(BED, command.code(), set, author(command.by()), clock.millis())));
            board.limits(BED, List.of(limit()));
            publish();
            return new CommandOutcome.Done<>(limit());
        });
    }

    @Override
    public CompletionStage<CommandOutcome<AssignmentView>> assign(AssignBed command) {
        return durably(() -> {
            assignments.removeIf(sibling -> command.seen().contains(sibling.id()));
            assignments.add(new Sibling<>(
                    nextDot(),
                    HybridTimestamp.of(clock.millis(), 0),
                    new AssignmentSetting(
                            BED,
                            command.patient().map(who -> new Patient(who.label(), "")),
                            author(command.by()),
                            clock.millis())));
            AssignmentView view = AssignmentView.of(BED, EffectiveAssignment.of(assignments), List.of());
            board.patients(BED, view.patients());
            publish();
            return new CommandOutcome.Done<>(view);
        });
    }

    @Override
    public void audit(String who, String role, String what) {
        loop.execute(() -> audit.add(who + " (" + role + ") " + what));
    }

    // ---- what people look at

    @Override
    public CompletionStage<Optional<BedPageView>> bed(BedId bed) {
        return CompletableFuture.supplyAsync(() -> board.page(bed, List.of(), clock.millis()), loop);
    }

    @Override
    public CompletionStage<Optional<HistoryView>> history(
            BedId bed, int code, long fromMillis, long untilMillis, int points) {
        return CompletableFuture.supplyAsync(
                () -> bed.equals(BED)
                        ? Optional.of(
                                new HistoryView(code, List.of(HistoryView.point(fromMillis, 82, 97, 96)), List.of(), 0))
                        : Optional.empty(),
                loop);
    }

    @Override
    public CompletionStage<AlertsView> pastAlerts() {
        return CompletableFuture.supplyAsync(() -> new AlertsView(board.alerts()), loop);
    }

    @Override
    public CompletionStage<Optional<LimitsView>> limits(BedId bed) {
        return CompletableFuture.supplyAsync(() -> board.limits(bed), loop);
    }

    @Override
    public CompletionStage<Optional<AssignmentView>> assignment(BedId bed) {
        return CompletableFuture.supplyAsync(
                () -> bed.equals(BED)
                        ? Optional.of(AssignmentView.of(BED, EffectiveAssignment.of(assignments), List.of()))
                        : Optional.empty(),
                loop);
    }

    @Override
    public CompletionStage<CompletenessView> completeness() {
        return CompletableFuture.completedFuture(CompletenessView.of(
                List.of(new CompletenessView.Stream("7A/OBS", "site", 1, "ox-01", 1, 10, 9, 1, 0, 0))));
    }

    @Override
    public CompletionStage<AuditView> audit(int limit) {
        return CompletableFuture.completedFuture(
                new AuditView(List.of(new AuditEntryView(1, "site/1", "J. Lindqvist", "nurse", "login", "bed"))));
    }

    @Override
    public Health live() {
        return Health.of(List.of(new Health.Check("ward loop", Health.Status.OK, "turns")));
    }

    @Override
    public Health ready() {
        return Health.of(List.of(
                new Health.Check("journal", ask(() -> ready) ? Health.Status.OK : Health.Status.FAIL, "commits")));
    }

    @Override
    public PortsView ports() {
        return new PortsView(clock.millis(), List.of());
    }

    @Override
    public String metrics() {
        return "wardkeep_observations_total{port=\"ox-01\"} 1\n";
    }

    @Override
    public void close() {
        loop.shutdownNow();
    }

    // ---- the loop

    private void say(AlertFact fact) {
        Dot dot = episode.facts().isEmpty() ? new Dot(GATEWAY, 1) : nextDot();
        episode = episode.plus(dot, fact);
        board.alert(alert());
    }

    private AlertView alert() {
        AlertStanding standing = episode.standing().orElseThrow();
        return AlertView.of(
                standing,
                "7a-box-1",
                standing.paused()
                        .map(pause -> OptionalLong.of(pause.untilMillis()))
                        .orElse(OptionalLong.empty()));
    }

    private LimitView limit() {
        return LimitView.of(SPO2, EffectiveLimits.of(PROFILE, limits), "profile adult", ZoneOffset.UTC);
    }

    private Dot nextDot() {
        seq++;
        return new Dot(GATEWAY, seq);
    }

    private static Author author(Person person) {
        return new Author(person.name(), person.role(), Author.BED);
    }

    private void publish() {
        if (feed == null) {
            return;
        }
        board.changed(clock.millis()).forEach(feed::replaceBed);
        board.alertsIfChanged().ifPresent(feed::replaceAlerts);
    }

    private <T> CompletionStage<T> durably(java.util.function.Supplier<T> act) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> {
            T result = act.get();
            if (journalHolds) {
                uncommitted.add(() -> answer.complete(result));
            } else {
                answer.complete(result);
            }
        });
        return answer;
    }

    private void run(Runnable act) {
        ask(() -> {
            act.run();
            return true;
        });
    }

    private <T> T ask(java.util.concurrent.Callable<T> question) {
        Future<T> answer = loop.submit(question);
        try {
            return answer.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
