package io.wardkeep.gateway.alert;

import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.record.AlertEpisode;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.EndReason;
import io.wardkeep.ward.record.EpisodeKey;
import io.wardkeep.ward.record.PauseEnds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One alert condition through its episodes: runs the state machine, makes the facts and tells the transitions. What it
 * says is always read from the facts, so that the gateway shows exactly what every other replica reads.
 */
final class Condition {

    private static final long NEVER = Long.MAX_VALUE;

    private final ConditionKey key;
    private final EpisodeLedger ledger;
    private AlertState state = AlertState.IDLE;
    private Evidence evidence = Evidence.NONE;
    private AlertPriority priority = AlertPriority.LOW;
    private boolean latching;
    private @Nullable Open open;
    private Optional<EpisodeId> predecessor = Optional.empty();

    /** The episode that is not over. */
    private static final class Open {
        private AlertEpisode episode;
        private AlertStanding standing;
        private PauseEnds pauses;
        private long audibleFromMillis = Long.MIN_VALUE;
        private long remindMillis = NEVER;
        private long acknowledgedMillis = NEVER;

        private Open(AlertEpisode episode, AlertStanding standing, PauseEnds pauses) {
            this.episode = episode;
            this.standing = standing;
            this.pauses = pauses;
        }

        private OptionalLong pausedUntil(long nowMillis) {
            return audibleFromMillis > nowMillis ? OptionalLong.of(audibleFromMillis) : OptionalLong.empty();
        }
    }

    Condition(ConditionKey key, EpisodeLedger ledger) {
        this.key = key;
        this.ledger = ledger;
    }

    ConditionKey key() {
        return key;
    }

    AlertState state() {
        return state;
    }

    Optional<AlertStanding> standing() {
        return open == null ? Optional.empty() : Optional.of(open.standing);
    }

    /** The rule as it is now: its priority may open a new epoch of an episode that goes on. */
    void ruled(AlertRule rule, long nowMillis) {
        latching = rule.latching();
        priority = rule.priority();
        // An episode keeps its highest priority until its end: nothing that people have not seen is lowered.
        if (open != null && state.active() && priority.compareTo(open.standing.priority()) > 0) {
            happened(AlertEvent.PRIO_UP, nowMillis);
        }
    }

    /** On what the next raise rests. */
    void rests(Evidence on) {
        evidence = on;
    }

    /** Takes an episode over that a former life of this gateway raised and did not end. */
    void restore(AlertEpisode episode, AlertStanding standing, long nowMillis) {
        // Pauses of a former life are over: nobody was watching meanwhile.
        open = new Open(episode, standing, noPauses());
        ledger.opened(standing.episode(), this);
        priority = standing.priority();
        latching = standing.latching();
        evidence = new Evidence(standing.limit(), standing.value(), standing.unit(), standing.cause());
        state = switch (standing.state()) {
            case ACTIVE_UNACK -> AlertState.ACTIVE_UNACK;
            case ACTIVE_ACK -> AlertState.ACTIVE_ACK;
            case LATCHED -> AlertState.LATCHED;
            case ENDED -> throw new IllegalArgumentException("an episode that is over is not restored");
        };
        happened(AlertEvent.RESTART, nowMillis);
    }

    /** One event of the state machine, with the facts that it makes. */
    void happened(AlertEvent event, long nowMillis) {
        AlertStateMachine.Step step = AlertStateMachine.step(state, event, latching);
        AlertState before = state;
        state = step.next();
        if (step.phase() == AlertPhase.NONE) {
            return;
        }
        List<AlertTransition.Said> said = new ArrayList<>();
        if (step.phase() == AlertPhase.START) {
            replaceLatched(before, nowMillis);
            raise(nowMillis, said);
        } else if (open == null) {
            throw new IllegalStateException(key + " in " + before + " has no episode");
        } else if (step.phase() == AlertPhase.ESCALATE
                || event == AlertEvent.ANOTHER_CAUSE
                || (before == AlertState.ACTIVE_ACK && state == AlertState.ACTIVE_UNACK)) {
            // What was acknowledged was another epoch: a new one makes every replica ask for attention again.
            raise(nowMillis, said);
        } else if (before.active() && !state.active()) {
            EndReason reason = event == AlertEvent.DISABLE ? EndReason.DISABLED : EndReason.RESOLVED;
            say(new AlertFact.Ended(open.standing.key(), nowMillis, reason), said);
        } else if (before == AlertState.LATCHED && event != AlertEvent.ACK && state == AlertState.IDLE) {
            say(new AlertFact.Reset(open.standing.key(), ledger.self, nowMillis), said);
        }
        tell(step.phase(), said, nowMillis);
    }

    /** Ends the episode because what it was about has been taken away. */
    void removed(long nowMillis) {
        if (open != null && state.active()) {
            List<AlertTransition.Said> said = new ArrayList<>();
            say(new AlertFact.Ended(open.standing.key(), nowMillis, EndReason.REMOVED), said);
            state = AlertState.IDLE;
            tell(AlertPhase.END, said, nowMillis);
        }
    }

    /** What a person decided. The fact goes into the record before the state machine hears of it. */
    CommandResult decided(AlertCommand command, long nowMillis) {
        if (open == null) {
            return new CommandResult.Unknown();
        }
        AlertStanding before = open.standing;
        EpisodeKey episode = before.key();
        long newest = before.epoch();
        AlertFact fact = switch (command) {
            case AlertCommand.Acknowledge seen
            when seen.epoch() == newest -> new AlertFact.Acknowledged(episode, newest, seen.by(), nowMillis);
            case AlertCommand.Pause pause
            when pause.epoch() == newest ->
                new AlertFact.Paused(
                        episode,
                        newest,
                        nowMillis + Math.clamp(pause.millis(), 0, ledger.policy.pauseMillisMax()),
                        pause.by(),
                        nowMillis,
                        open.episode.pauseDots());
            case AlertCommand.Accept answer
            when answer.epoch() == newest -> answer(AlertFact.Answer.ACCEPTED, answer, nowMillis);
            case AlertCommand.Reject answer
            when answer.epoch() == newest -> answer(AlertFact.Answer.REJECTED, answer, nowMillis);
            case AlertCommand.CancelPause cancel -> new AlertFact.PauseCancelled(episode, cancel.by(), nowMillis);
            case AlertCommand.Reset reset
            when state == AlertState.LATCHED -> new AlertFact.Reset(episode, reset.by(), nowMillis);
            case AlertCommand.Reset _,
                    AlertCommand.Acknowledge _,
                    AlertCommand.Pause _,
                    AlertCommand.Accept _,
                    AlertCommand.Reject _ -> null;
        };
        if (fact == null) {
            return new CommandResult.Outdated(before);
        }
        Dot dot = ledger.mint();
        Open decided = open;
        learn(dot, fact, List.of(new AlertTransition.Said(dot, fact)), nowMillis);
        return new CommandResult.Done(decided.standing, decided.pausedUntil(nowMillis));
    }

    /** A fact of this episode that another replica made; false when it names the episode under another condition. */
    boolean joined(Dot dot, AlertFact fact, long nowMillis) {
        if (!fact.condition().equals(key)) {
            return false;
        }
        if (open != null && !open.episode.facts().containsKey(dot)) {
            learn(dot, fact, List.of(), nowMillis);
        }
        return true;
    }

    /** Ends of pauses, reminders, acknowledgements that have lasted long enough. */
    void ticked(long nowMillis) {
        if (open == null) {
            return;
        }
        if (open.audibleFromMillis != Long.MIN_VALUE && nowMillis >= open.audibleFromMillis) {
            open.audibleFromMillis = Long.MIN_VALUE;
            tell(AlertPhase.UPDATE, List.of(), nowMillis);
        }
        if (open != null && nowMillis >= open.remindMillis) {
            happened(AlertEvent.REMIND_DUE, nowMillis);
        }
        if (open != null
                && state == AlertState.ACTIVE_ACK
                && ledger.policy.acknowledgeMillis() > 0
                && nowMillis - open.acknowledgedMillis >= ledger.policy.acknowledgeMillis()) {
            happened(AlertEvent.ACK_TIMEOUT, nowMillis);
        }
    }

    /** Should it sound now? */
    boolean audible(long nowMillis) {
        return open != null && open.standing.attentionNeeded() && nowMillis >= open.audibleFromMillis;
    }

    private AlertFact answer(AlertFact.Answer answer, AlertCommand command, long nowMillis) {
        Open current = required();
        return new AlertFact.Responsibility(
                current.standing.key(),
                current.standing.epoch(),
                answer,
                command.by(),
                nowMillis,
                current.episode.answerDots());
    }

    /** Adds a fact of a person, and lets the state machine follow what the facts now say. */
    private void learn(Dot dot, AlertFact fact, List<AlertTransition.Said> said, long nowMillis) {
        Open current = required();
        add(dot, fact);
        if (fact instanceof AlertFact.Paused pause) {
            current.pauses.heard(dot, pause, nowMillis);
        }
        current.audibleFromMillis = current.pauses.end(current.episode).stream()
                .filter(until -> until > nowMillis)
                .findFirst()
                .orElse(Long.MIN_VALUE);
        AlertState before = state;
        if (before == AlertState.ACTIVE_UNACK && current.standing.acknowledged().isPresent()) {
            current.acknowledgedMillis = nowMillis;
            state = AlertStateMachine.step(state, AlertEvent.ACK, latching).next();
        } else if (before == AlertState.LATCHED && current.standing.state() == AlertStanding.State.ENDED) {
            AlertEvent event = fact instanceof AlertFact.Reset ? AlertEvent.RESET_LATCH : AlertEvent.ACK;
            state = AlertStateMachine.step(state, event, latching).next();
        } else if (current.standing.state() == AlertStanding.State.ENDED) {
            // An end that this box wrote in a life that it lost, and that came back from the hub. If the condition
            // still holds, its rule raises it anew.
            state = AlertState.IDLE;
        }
        tell(
                before == AlertState.LATCHED && state == AlertState.IDLE ? AlertPhase.RESET : AlertPhase.UPDATE,
                said,
                nowMillis);
    }

    private void replaceLatched(AlertState before, long nowMillis) {
        if (before == AlertState.LATCHED && open != null) {
            List<AlertTransition.Said> said = new ArrayList<>();
            say(new AlertFact.Reset(open.standing.key(), ledger.self, nowMillis), said);
            AlertState next = state;
            state = AlertState.IDLE;
            tell(AlertPhase.RESET, said, nowMillis);
            state = next;
        }
    }

    /** Opens the first epoch of a new episode, or the next one of the episode that is open. */
    private void raise(long nowMillis, List<AlertTransition.Said> said) {
        Dot dot = ledger.mint();
        if (open == null) {
            EpisodeKey named = new EpisodeKey(key, new EpisodeId(dot));
            AlertFact fact = raised(named, 1, nowMillis);
            AlertEpisode episode = AlertEpisode.empty(named).plus(dot, fact);
            open = new Open(episode, episode.standing().orElseThrow(), noPauses());
            ledger.opened(named.episode(), this);
            said.add(new AlertTransition.Said(dot, fact));
        } else {
            long epoch = AlertFact.Raised.epochAfter(open.standing.epoch(), open.standing.episode(), dot.actor());
            AlertFact fact = raised(open.standing.key(), epoch, nowMillis);
            add(dot, fact);
            // Whatever was said of an epoch before it was raised was not said by anybody who saw it.
            open.pauses = noPauses();
            open.audibleFromMillis = Long.MIN_VALUE;
            said.add(new AlertTransition.Said(dot, fact));
        }
    }

    private AlertFact raised(EpisodeKey named, long epoch, long nowMillis) {
        return new AlertFact.Raised(
                named,
                epoch,
                priority,
                nowMillis,
                evidence.limit(),
                evidence.value(),
                evidence.unit(),
                latching,
                epoch == 1 ? predecessor : Optional.empty(),
                evidence.cause());
    }

    private void say(AlertFact fact, List<AlertTransition.Said> said) {
        Dot dot = ledger.mint();
        add(dot, fact);
        said.add(new AlertTransition.Said(dot, fact));
    }

    private void add(Dot dot, AlertFact fact) {
        Open current = required();
        current.episode = current.episode.plus(dot, fact);
        current.standing = current.episode.standing().orElseThrow();
    }

    private void tell(AlertPhase phase, List<AlertTransition.Said> said, long nowMillis) {
        Open current = required();
        current.remindMillis = nowMillis + ledger.policy.remindMillis();
        ledger.tell(new AlertTransition(
                state,
                phase,
                audible(nowMillis),
                current.pausedUntil(nowMillis),
                current.standing,
                current.episode,
                said,
                nowMillis));
        if (current.standing.state() == AlertStanding.State.ENDED) {
            predecessor = Optional.of(current.standing.episode());
            ledger.closed(current.standing.episode());
            open = null;
        }
    }

    private PauseEnds noPauses() {
        return new PauseEnds(ledger.policy.pauseMillisMax());
    }

    private Open required() {
        if (open == null) {
            throw new IllegalStateException(key + " has no open episode");
        }
        return open;
    }
}
