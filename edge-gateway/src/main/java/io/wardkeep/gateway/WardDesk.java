package io.wardkeep.gateway;

import io.wardkeep.gateway.alert.CommandResult;
import io.wardkeep.gateway.page.WardCommands;
import io.wardkeep.page.AlertCommand;
import io.wardkeep.page.AssignBed;
import io.wardkeep.page.CommandOutcome;
import io.wardkeep.page.CommandOutcome.Refusal;
import io.wardkeep.page.Person;
import io.wardkeep.page.SetLimits;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.Limits;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.AssignmentSetting;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.record.LimitsChange;
import io.wardkeep.ward.record.LimitsSetting;
import io.wardkeep.ward.record.Patient;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.AssignmentView;
import io.wardkeep.ward.view.LimitView;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What people on the ward page decide: carried to the ward's loop, answered once it is durable. Any thread. */
final class WardDesk implements WardCommands {

    /** A journal that takes longer has trouble, and the person is told that nothing is sure. */
    private static final long DURABLE_SECONDS_MAX = 5;

    private static final String CHANGED = "the alert has changed since you saw it";

    private final WardInbox inbox;
    private final InstantSource clock;

    WardDesk(WardInbox inbox, InstantSource clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    @Override
    public CompletionStage<CommandOutcome<AlertView>> decide(AlertCommand command) {
        Optional<EpisodeId> episode = EpisodeId.parse(command.episode());
        if (episode.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new CommandOutcome.Refused<>(Refusal.UNKNOWN, "there is no such alert"));
        }
        return carry(ward -> decide(ward, command, translate(command, episode.get())));
    }

    @Override
    public CompletionStage<CommandOutcome<LimitView>> setLimits(SetLimits command) {
        return carry(ward -> setLimits(ward, command));
    }

    @Override
    public CompletionStage<CommandOutcome<AssignmentView>> assign(AssignBed command) {
        return carry(ward -> assign(ward, command));
    }

    @Override
    public void audit(String who, String role, String what) {
        inbox.offerOrRefuse(new WardEvent.Asked(
                ward -> ward.audit.write(new Author(who, role, Author.BED), what, "", clock.millis())));
    }

    private CommandOutcome<AlertView> decide(
            Ward ward, AlertCommand command, io.wardkeep.gateway.alert.AlertCommand translated) {
        long now = clock.millis();
        return switch (ward.engine.decide(translated, now)) {
            case CommandResult.Done(AlertStanding standing, var pausedUntil) -> {
                ward.audit.write(author(command.by()), word(command), command.episode(), now);
                yield new CommandOutcome.Done<>(ward.view(standing, pausedUntil));
            }
            case CommandResult.Outdated(AlertStanding standing) ->
                new CommandOutcome.Refused<>(
                        Refusal.OUTDATED, standing.refusal(command.epoch()).orElse(CHANGED));
            case CommandResult.Unknown _ ->
                ward.chronicle.isOver(command.episode())
                        ? new CommandOutcome.Refused<>(Refusal.OUTDATED, AlertStanding.OVER)
                        : new CommandOutcome.Refused<>(Refusal.UNKNOWN, "there is no such alert");
        };
    }

    private CommandOutcome<LimitView> setLimits(Ward ward, SetLimits command) {
        long now = clock.millis();
        Optional<Metric> metric = Nomenclature.standard().metric(command.code());
        if (metric.isEmpty() || !ward.knows(command.bed())) {
            return new CommandOutcome.Refused<>(Refusal.UNKNOWN, "there is no such bed or metric");
        }
        Limits before = ward.settings.limits(command.bed(), command.code()).limits();
        return switch (command.change().over(before, metric.get())) {
            case LimitsChange.Outcome.Refused(String reason) ->
                new CommandOutcome.Refused<>(Refusal.OUT_OF_BOUNDS, reason);
            case LimitsChange.Outcome.Accepted(Limits limits) -> setLimits(ward, command, limits, now);
        };
    }

    private CommandOutcome<LimitView> setLimits(Ward ward, SetLimits command, Limits limits, long now) {
        LimitsSetting setting = new LimitsSetting(command.bed(), command.code(), limits, author(command.by()), now);
        if (ward.settings.write(setting, command.seen()).isEmpty()) {
            return new CommandOutcome.Refused<>(Refusal.OUTDATED, "somebody has set these limits since you saw them");
        }
        ward.readLimits(command.bed(), command.code(), now);
        ward.chronicle.limits(setting);
        ward.audit.write(author(command.by()), "set limits", command.bed() + "/" + command.code(), now);
        ward.showConflicts();
        return ward.limit(command.bed(), command.code())
                .<CommandOutcome<LimitView>>map(CommandOutcome.Done::new)
                .orElseThrow();
    }

    private CommandOutcome<AssignmentView> assign(Ward ward, AssignBed command) {
        long now = clock.millis();
        BedId bed = command.bed();
        if (!ward.knows(bed)) {
            return new CommandOutcome.Refused<>(Refusal.UNKNOWN, "there is no such bed");
        }
        Optional<Patient> patient;
        try {
            patient = command.patient()
                    .map(view -> new Patient(view.label(), view.detail() == null ? "" : view.detail()));
        } catch (IllegalArgumentException refused) {
            return new CommandOutcome.Refused<>(Refusal.OUT_OF_BOUNDS, String.valueOf(refused.getMessage()));
        }
        AssignmentSetting setting = new AssignmentSetting(bed, patient, author(command.by()), now);
        if (ward.settings.write(setting, command.seen()).isEmpty()) {
            return new CommandOutcome.Refused<>(Refusal.OUTDATED, "somebody has assigned this bed since you saw it");
        }
        ward.settings.decide(bed, command.seen(), author(command.by()));
        ward.readAssignment(bed);
        if (patient.isEmpty()) {
            ward.unassigned(bed, now);
        }
        ward.chronicle.assigned(bed.name(), command.by().name(), now);
        ward.audit.write(author(command.by()), patient.isPresent() ? "assigned" : "set free", bed.name(), now);
        ward.showConflicts();
        return ward.assignment(bed)
                .<CommandOutcome<AssignmentView>>map(CommandOutcome.Done::new)
                .orElseThrow();
    }

    private <T> CompletionStage<CommandOutcome<T>> carry(Function<Ward, CommandOutcome<T>> command) {
        CompletableFuture<CommandOutcome<T>> answer = new CompletableFuture<>();
        boolean taken = inbox.offerOrRefuse(new WardEvent.Asked(ward -> {
            CommandOutcome<T> outcome = command.apply(ward);
            ward.minter.whenDurable(() -> answer.complete(outcome));
        }));
        if (!taken) {
            answer.complete(new CommandOutcome.Refused<>(Refusal.BUSY, "the gateway is too busy; try again"));
        }
        return answer.completeOnTimeout(
                new CommandOutcome.Refused<>(
                        Refusal.NOT_DURABLE, "the gateway could not store it; it may be lost at a power cut"),
                DURABLE_SECONDS_MAX,
                TimeUnit.SECONDS);
    }

    private static io.wardkeep.gateway.alert.AlertCommand translate(AlertCommand command, EpisodeId episode) {
        Author by = author(command.by());
        return switch (command) {
            case AlertCommand.Acknowledge seen ->
                new io.wardkeep.gateway.alert.AlertCommand.Acknowledge(episode, seen.epoch(), by);
            case AlertCommand.Pause pause ->
                new io.wardkeep.gateway.alert.AlertCommand.Pause(episode, pause.epoch(), pause.seconds() * 1_000L, by);
            case AlertCommand.Accept answer ->
                new io.wardkeep.gateway.alert.AlertCommand.Accept(episode, answer.epoch(), by);
            case AlertCommand.Reject answer ->
                new io.wardkeep.gateway.alert.AlertCommand.Reject(episode, answer.epoch(), by);
        };
    }

    private static String word(AlertCommand command) {
        return switch (command) {
            case AlertCommand.Acknowledge _ -> "acknowledged";
            case AlertCommand.Pause _ -> "paused the sound of";
            case AlertCommand.Accept _ -> "accepted";
            case AlertCommand.Reject _ -> "rejected";
        };
    }

    private static Author author(Person person) {
        return new Author(person.name(), person.role(), Author.BED);
    }
}
