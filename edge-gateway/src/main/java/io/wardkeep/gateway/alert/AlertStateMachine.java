package io.wardkeep.gateway.alert;

import static io.wardkeep.gateway.alert.AlertPhase.CONTINUE;
import static io.wardkeep.gateway.alert.AlertPhase.DEESCALATE;
import static io.wardkeep.gateway.alert.AlertPhase.END;
import static io.wardkeep.gateway.alert.AlertPhase.ESCALATE;
import static io.wardkeep.gateway.alert.AlertPhase.NONE;
import static io.wardkeep.gateway.alert.AlertPhase.RESET;
import static io.wardkeep.gateway.alert.AlertPhase.START;
import static io.wardkeep.gateway.alert.AlertPhase.UPDATE;
import static io.wardkeep.gateway.alert.AlertState.ACTIVE_ACK;
import static io.wardkeep.gateway.alert.AlertState.ACTIVE_UNACK;
import static io.wardkeep.gateway.alert.AlertState.IDLE;
import static io.wardkeep.gateway.alert.AlertState.LATCHED;
import static io.wardkeep.gateway.alert.AlertState.PENDING;

/**
 * The complete state machine of one alert condition: five states, seventeen events, no exceptions. A test walks every
 * cell against the clinical table.
 */
public final class AlertStateMachine {

    private AlertStateMachine() {}

    /**
     * One step.
     *
     * @param next where the condition stands now
     * @param phase what to tell
     */
    public record Step(AlertState next, AlertPhase phase) {}

    /** What {@code event} does to a condition in {@code state}. */
    public static Step step(AlertState state, AlertEvent event, boolean latching) {
        return switch (state) {
            case IDLE ->
                event == AlertEvent.RAW_TRUE || event == AlertEvent.ANOTHER_CAUSE ? quiet(PENDING) : quiet(IDLE);
            case PENDING -> pending(event);
            case ACTIVE_UNACK -> unacknowledged(event, latching);
            case ACTIVE_ACK -> acknowledged(event);
            case LATCHED -> latched(event);
        };
    }

    private static Step pending(AlertEvent event) {
        return switch (event) {
            case DELAY_ELAPSED -> new Step(ACTIVE_UNACK, START);
            case RAW_FALSE, SOURCE_LOST, DISABLE, UNASSIGN_BED, RESTART -> quiet(IDLE);
            case RAW_TRUE,
                    ANOTHER_CAUSE,
                    ACK,
                    RESET_LATCH,
                    PRIO_UP,
                    PRIO_DOWN,
                    REMIND_DUE,
                    ACK_TIMEOUT,
                    SOURCE_BACK_TRUE,
                    SOURCE_BACK_FALSE,
                    ENABLE -> quiet(PENDING);
        };
    }

    private static Step unacknowledged(AlertEvent event, boolean latching) {
        return switch (event) {
            case RAW_FALSE, SOURCE_BACK_FALSE -> latching ? new Step(LATCHED, UPDATE) : new Step(IDLE, END);
            case ACK -> new Step(ACTIVE_ACK, UPDATE);
            case PRIO_UP -> new Step(ACTIVE_UNACK, ESCALATE);
            case PRIO_DOWN -> new Step(ACTIVE_UNACK, DEESCALATE);
            case REMIND_DUE, RESTART -> new Step(ACTIVE_UNACK, CONTINUE);
            case SOURCE_LOST, ANOTHER_CAUSE -> new Step(ACTIVE_UNACK, UPDATE);
            case DISABLE -> new Step(IDLE, UPDATE);
            case RAW_TRUE, DELAY_ELAPSED, RESET_LATCH, ACK_TIMEOUT, SOURCE_BACK_TRUE, ENABLE, UNASSIGN_BED ->
                quiet(ACTIVE_UNACK);
        };
    }

    private static Step acknowledged(AlertEvent event) {
        return switch (event) {
            case RAW_FALSE, SOURCE_BACK_FALSE -> new Step(IDLE, END);
            case PRIO_UP -> new Step(ACTIVE_UNACK, ESCALATE);
            case PRIO_DOWN -> new Step(ACTIVE_ACK, DEESCALATE);
            case REMIND_DUE -> new Step(ACTIVE_ACK, CONTINUE);
            case ACK_TIMEOUT, SOURCE_BACK_TRUE, ANOTHER_CAUSE -> new Step(ACTIVE_UNACK, UPDATE);
            case SOURCE_LOST -> new Step(ACTIVE_ACK, UPDATE);
            case DISABLE -> new Step(IDLE, UPDATE);
            case RESTART -> new Step(ACTIVE_UNACK, CONTINUE);
            case RAW_TRUE, DELAY_ELAPSED, ACK, RESET_LATCH, ENABLE, UNASSIGN_BED -> quiet(ACTIVE_ACK);
        };
    }

    private static Step latched(AlertEvent event) {
        return switch (event) {
            case RAW_TRUE, ANOTHER_CAUSE -> new Step(ACTIVE_UNACK, START);
            case ACK, RESET_LATCH, DISABLE -> new Step(IDLE, RESET);
            case REMIND_DUE, RESTART -> new Step(LATCHED, CONTINUE);
            case RAW_FALSE,
                    DELAY_ELAPSED,
                    PRIO_UP,
                    PRIO_DOWN,
                    ACK_TIMEOUT,
                    SOURCE_LOST,
                    SOURCE_BACK_TRUE,
                    SOURCE_BACK_FALSE,
                    ENABLE,
                    UNASSIGN_BED -> quiet(LATCHED);
        };
    }

    private static Step quiet(AlertState next) {
        return new Step(next, NONE);
    }
}
