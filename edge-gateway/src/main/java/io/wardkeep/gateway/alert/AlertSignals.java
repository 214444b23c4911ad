package io.wardkeep.gateway.alert;

/** Presence of the audible and the visual signal of one condition, in the words of BICEPS. */
public enum AlertSignals {
    /** Neither. */
    OFF("Off", "Off"),
    /** Both. */
    ON("On", "On"),
    /** Acknowledged: the audible signal rests, the visual one goes on. */
    ACKNOWLEDGED("Ack", "On"),
    /** Both latched: the condition is over, nobody has answered. */
    LATCHED("Latch", "Latch");

    private final String audible;
    private final String visual;

    AlertSignals(String audible, String visual) {
        this.audible = audible;
        this.visual = visual;
    }

    /** BICEPS presence of the audible signal: On, Off, Latch or Ack. */
    public String audible() {
        return audible;
    }

    /** BICEPS presence of the visual signal: On, Off, Latch or Ack. */
    public String visual() {
        return visual;
    }
}
