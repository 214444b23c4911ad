package io.wardkeep.hub;

import io.wardkeep.hub.api.HubCommands;
import io.wardkeep.hub.record.LocalWrite;
import io.wardkeep.hub.record.LocalWrite.Draft;
import io.wardkeep.hub.record.LocalWrite.Written;
import io.wardkeep.hub.record.StoreLoop;
import io.wardkeep.hub.view.HubBoard;
import io.wardkeep.hub.view.KnownEpisode;
import io.wardkeep.hub.view.ViewLoop;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.page.AlertCommand;
import io.wardkeep.page.AssignBed;
import io.wardkeep.page.CommandOutcome;
import io.wardkeep.page.CommandOutcome.Refusal;
import io.wardkeep.page.Person;
import io.wardkeep.page.SetLimits;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.LimitProfile;
import io.wardkeep.ward.Limits;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertFacts;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.AssignmentProposal;
import io.wardkeep.ward.record.AssignmentSetting;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.record.LimitsChange;
import io.wardkeep.ward.record.LimitsSetting;
import io.wardkeep.ward.record.Patient;
import io.wardkeep.ward.record.Registers;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.AssignmentView;
import io.wardkeep.ward.view.LimitView;
import io.wardkeep.ward.view.MetricNames;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people decide at the console, written as rows of this hub's own: looked up on the board, decided on the store's
 * loop together with its audit entry, answered from the board once both are durable.
 */
final class ConsoleCommands implements HubCommands {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleCommands.class);
    private static final String OUTDATED = "something newer is there: look again";

    /** Of a metric that has no limits at all, neither by the profile nor by anybody. */
    private static final Limits UNSET = LimitProfile.named("none").orElseThrow().of(0);

    private final StoreLoop store;
    private final ViewLoop view;
    private final AuditWriting audit;
    private final InstantSource clock;

    ConsoleCommands(StoreLoop store, ViewLoop view, InstantSource clock) {
        this.store = store;
        this.view = view;
        this.clock = clock;
        audit = new AuditWriting(clock);
    }

    // ---- alerts

    @Override
    public CompletionStage<CommandOutcome<AlertView>> decide(AlertCommand command) {
        Optional<EpisodeId> episode = EpisodeId.parse(command.episode());
        if (episode.isEmpty()) {
            return refused(Refusal.UNKNOWN, "there is no such alert");
        }
        return view.askOrFail(board -> board.episode(episode.get())).thenCompose(known -> decide(command, known));
    }

    private CompletionStage<CommandOutcome<AlertView>> decide(AlertCommand command, Optional<KnownEpisode> found) {
        Optional<AlertStanding> standing = found.flatMap(known -> known.facts().standing());
        if (standing.isEmpty() || !command.by().sees(found.orElseThrow().ward().name())) {
            return refused(Refusal.UNKNOWN, "there is no such alert");
        }
        KnownEpisode known = found.orElseThrow();
        Optional<String> refusal = standing.get().refusal(command.epoch());
        if (refusal.isPresent()) {
            return refused(Refusal.OUTDATED, refusal.get());
        }
        AlertFact fact = fact(command, known);
        EpisodeId episode = fact.episode();
        return write(
                command.by(),
                known.ward(),
                word(command),
                episode.toString(),
                _ -> new LocalWrite.Decision.Write(List.of(new Draft(
                        new ShardId(known.ward(), Family.ALERT),
                        (dot, at) -> AlertFacts.row(known.ward(), dot, at, fact)))),
                board -> board.alert(episode));
    }

    private AlertFact fact(AlertCommand command, KnownEpisode known) {
        Author by = author(command.by());
        long now = clock.millis();
        var key = known.facts().key();
        return switch (command) {
            case AlertCommand.Acknowledge(var _, long epoch, var _) -> new AlertFact.Acknowledged(key, epoch, by, now);
            case AlertCommand.Pause(var _, long epoch, var _, int seconds) ->
                new AlertFact.Paused(
                        key,
                        epoch,
                        now + 1000L * seconds,
                        by,
                        now,
                        known.facts().pauseDots());
            case AlertCommand.Accept(var _, long epoch, var _) ->
                new AlertFact.Responsibility(
                        key,
                        epoch,
                        AlertFact.Answer.ACCEPTED,
                        by,
                        now,
                        known.facts().answerDots());
            case AlertCommand.Reject(var _, long epoch, var _) ->
                new AlertFact.Responsibility(
                        key,
                        epoch,
                        AlertFact.Answer.REJECTED,
                        by,
                        now,
                        known.facts().answerDots());
        };
    }

    private static String word(AlertCommand command) {
        return switch (command) {
            case AlertCommand.Acknowledge _ -> "acknowledged";
            case AlertCommand.Pause _ -> "paused";
            case AlertCommand.Accept _ -> "accepted";
            case AlertCommand.Reject _ -> "passed on";
        };
    }

    // ---- limits

    @Override
    public CompletionStage<CommandOutcome<LimitView>> setLimits(SetLimits command) {
        return view.askOrFail(board -> new Found(
                        board.ward(command.bed()),
                        board.effectiveLimits(command.bed(), command.code()).map(effective -> effective.limits())))
                .thenCompose(found -> setLimits(command, found));
    }

    private record Found(Optional<WardId> ward, Optional<Limits> inForce) {}

    private CompletionStage<CommandOutcome<LimitView>> setLimits(SetLimits command, Found found) {
        if (found.ward.isEmpty() || !command.by().sees(found.ward.get().name())) {
            return refused(Refusal.UNKNOWN, "there is no such bed");
        }
        Optional<Metric> metric = Nomenclature.standard().metric(command.code());
        if (metric.isEmpty()) {
            return refused(Refusal.UNKNOWN, "there is no metric " + command.code());
        }
        return switch (command.change().over(found.inForce.orElse(UNSET), metric.get())) {
            case LimitsChange.Outcome.Refused(String reason) -> refused(Refusal.OUT_OF_BOUNDS, reason);
            case LimitsChange.Outcome.Accepted(Limits wanted) -> setLimits(command, found.ward.get(), wanted);
        };
    }

    private CompletionStage<CommandOutcome<LimitView>> setLimits(SetLimits command, WardId ward, Limits wanted) {
        LimitsSetting setting =
                new LimitsSetting(command.bed(), command.code(), wanted, author(command.by()), clock.millis());
        return write(
                command.by(),
                ward,
                "limits set",
                command.bed() + " " + MetricNames.label(command.code()) + " " + text(wanted.low()) + " to "
                        + text(wanted.high()),
                place -> register(
                        place,
                        new ShardId(ward, Family.CONFIG),
                        LimitsSetting.key(command.bed(), command.code()),
                        command.seen(),
                        (supersedes, shard) -> new Draft(shard, (dot, at) -> setting.row(ward, dot, supersedes, at))),
                board -> board.limit(command.bed(), command.code()));
    }

    private static String text(Optional<Decimal> limit) {
        return limit.map(Decimal::toString).orElse("none");
    }

    // ---- assignment

    @Override
    public CompletionStage<CommandOutcome<AssignmentView>> assign(AssignBed command) {
        return view.askOrFail(board -> board.ward(command.bed())).thenCompose(ward -> assign(command, ward));
    }

    private CompletionStage<CommandOutcome<AssignmentView>> assign(AssignBed command, Optional<WardId> found) {
        if (found.isEmpty() || !command.by().sees(found.get().name())) {
            return refused(Refusal.UNKNOWN, "there is no such bed");
        }
        WardId ward = found.get();
        AssignmentSetting setting = new AssignmentSetting(
                command.bed(),
                command.patient()
                        .map(patient -> new Patient(
                                patient.label(),
                                Optional.ofNullable(patient.detail()).orElse(""))),
                author(command.by()),
                clock.millis());
        return write(
                command.by(),
                ward,
                setting.patient().isPresent() ? "assigned" : "set free",
                command.bed().name(),
                place -> decided(
                        register(
                                place,
                                new ShardId(ward, Family.ASSIGN),
                                AssignmentSetting.key(command.bed()),
                                command.seen(),
                                (supersedes, shard) ->
                                        new Draft(shard, (dot, at) -> setting.row(ward, dot, supersedes, at))),
                        decisions(place, ward, command)),
                board -> board.assignment(command.bed()));
    }

    /** With what the proposals become that the person saw. */
    private static LocalWrite.Decision decided(LocalWrite.Decision decision, List<Draft> proposals) {
        if (decision instanceof LocalWrite.Decision.Write(var drafts)) {
            return new LocalWrite.Decision.Write(
                    Stream.concat(drafts.stream(), proposals.stream()).toList());
        }
        return decision;
    }

    private static List<Draft> decisions(LocalWrite.Place place, WardId ward, AssignBed command) {
        ShardId shard = new ShardId(ward, Family.ASSIGN);
        List<Draft> drafts = new ArrayList<>();
        for (String key : AssignmentProposal.keys(command.bed())) {
            AssignmentProposal.decide(place.live(shard, key), command.seen(), place.writer(), author(command.by()))
                    .map(decision -> new Draft(
                            shard, (dot, at) -> decision.proposal().row(ward, dot, decision.supersedes(), at)))
                    .ifPresent(drafts::add);
        }
        return drafts;
    }

    // ---- how it is written

    private interface Registered {
        Draft draft(VersionVector supersedes, ShardId shard);
    }

    /** Supersedes exactly what the person saw; declines where that is not all that this hub itself wrote. */
    private static LocalWrite.Decision register(
            LocalWrite.Place place, ShardId shard, String key, List<String> seen, Registered registered) {
        Set<Dot> dots = new HashSet<>();
        seen.forEach(id -> Dot.parse(id).ifPresent(dots::add));
        return Registers.supersedes(place.live(shard, key), dots, place.writer())
                .<LocalWrite.Decision>map(
                        supersedes -> new LocalWrite.Decision.Write(List.of(registered.draft(supersedes, shard))))
                .orElseGet(() -> new LocalWrite.Decision.Decline(OUTDATED));
    }

    private <T> CompletionStage<CommandOutcome<T>> write(
            Person by,
            WardId ward,
            String what,
            String subject,
            LocalWrite write,
            Function<HubBoard, Optional<T>> shown) {
        CompletableFuture<Written> written = new CompletableFuture<>();
        store.writeOrFail(audited(by, ward, what, subject, write), written::complete);
        return written.thenCompose(end -> switch (end) {
            case Written.Durable() -> view.askOrFail(shown).thenApply(ConsoleCommands::done);
            case Written.Declined(String reason) -> refused(Refusal.OUTDATED, reason);
            case Written.Failed(String reason) -> {
                LOG.warn("a decision could not be made durable: {}", reason);
                yield refused(Refusal.NOT_DURABLE, "the record cannot be written now; it is not done");
            }
        });
    }

    private static <T> CommandOutcome<T> done(Optional<T> view) {
        return view.<CommandOutcome<T>>map(CommandOutcome.Done::new)
                .orElseGet(() -> new CommandOutcome.Refused<>(Refusal.UNKNOWN, "it is done, and no longer shown"));
    }

    /** The decision and its audit entry in one transaction. */
    private LocalWrite audited(Person by, WardId ward, String what, String subject, LocalWrite write) {
        return place -> switch (write.decide(place)) {
            case LocalWrite.Decision.Decline decline -> decline;
            case LocalWrite.Decision.Write(List<Draft> drafts) -> {
                List<Draft> both = new ArrayList<>(drafts);
                both.add(audit.draft(place, ward, author(by), what, subject));
                yield new LocalWrite.Decision.Write(both);
            }
        };
    }

    @Override
    public void audit(AuditNote note) {
        WardId ward = note.ward().isEmpty() ? AuditWriting.HUB : new WardId(note.ward());
        Author by = new Author(note.who(), note.role(), Author.HUB);
        store.writeOrFail(
                place -> new LocalWrite.Decision.Write(
                        List.of(audit.draft(place, ward, by, note.what(), note.subject()))),
                written -> {
                    if (written instanceof Written.Failed(String reason)) {
                        LOG.error("an audit entry could not be made durable: {}", reason);
                    }
                });
    }

    private static Author author(Person person) {
        return new Author(person.name(), person.role(), Author.HUB);
    }

    private static <T> CompletionStage<CommandOutcome<T>> refused(Refusal reason, String detail) {
        return CompletableFuture.completedFuture(new CommandOutcome.Refused<T>(reason, detail));
    }
}
