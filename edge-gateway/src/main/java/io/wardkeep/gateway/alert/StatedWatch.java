package io.wardkeep.gateway.alert;

/** A condition that is stated as present or absent; delays and holds it by time alone. */
final class StatedWatch {

    private static final long NEVER = Long.MIN_VALUE;

    private final Condition condition;
    private AlertRule rule;
    private boolean present;
    private long changedMillis = NEVER;
    /** Signalled before a restart, and nobody has said since whether it is still so. */
    private boolean unconfirmed;

    StatedWatch(AlertRule rule, Condition condition) {
        this.rule = rule;
        this.condition = condition;
    }

    Condition condition() {
        return condition;
    }

    void ruled(AlertRule next, long nowMillis) {
        rule = next;
        condition.ruled(next, nowMillis);
    }

    void restored() {
        unconfirmed = true;
        present = true;
    }

    boolean unconfirmed() {
        return unconfirmed;
    }

    void stated(boolean now, long nowMillis) {
        unconfirmed = false;
        if (now != present || changedMillis == NEVER) {
            present = now;
            changedMillis = nowMillis;
        }
        ticked(nowMillis);
    }

    void ticked(long nowMillis) {
        if (changedMillis == NEVER || unconfirmed) {
            return;
        }
        AlertState state = condition.state();
        long lasted = nowMillis - changedMillis;
        if (present) {
            if (state == AlertState.IDLE) {
                condition.happened(AlertEvent.RAW_TRUE, nowMillis);
                state = condition.state();
            }
            if (lasted >= rule.delayMillis()) {
                if (state == AlertState.PENDING) {
                    condition.happened(AlertEvent.DELAY_ELAPSED, nowMillis);
                } else if (state == AlertState.LATCHED) {
                    condition.happened(AlertEvent.RAW_TRUE, nowMillis);
                }
            }
        } else if (state == AlertState.PENDING || state.active() && lasted >= rule.holdMillis()) {
            condition.happened(AlertEvent.RAW_FALSE, nowMillis);
        }
    }
}
