package io.wardkeep.gateway.alert;

/** Where one alert condition stands. */
public enum AlertState {
    /** Nothing is wrong. */
    IDLE(AlertSignals.OFF),
    /** Something is wrong, but not yet for long enough. */
    PENDING(AlertSignals.OFF),
    /** Wrong, signalled, and nobody has answered. */
    ACTIVE_UNACK(AlertSignals.ON),
    /** Wrong, and somebody has acknowledged the newest epoch: silent, still shown. */
    ACTIVE_ACK(AlertSignals.ACKNOWLEDGED),
    /** Over before anybody answered; shown until somebody does. */
    LATCHED(AlertSignals.LATCHED);

    private final AlertSignals signals;

    AlertState(AlertSignals signals) {
        this.signals = signals;
    }

    /** What is signalled in this state; the overlays (audio paused) come on top. */
    public AlertSignals signals() {
        return signals;
    }

    /** Is the condition itself present and signalled? */
    public boolean active() {
        return this == ACTIVE_UNACK || this == ACTIVE_ACK;
    }
}
