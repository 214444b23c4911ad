package io.wardkeep.gateway.annunciate;

/** A place where alerts are shown or sounded. */
public interface Annunciator {

    /** Takes an alert over. On the ward's loop: returns at once and never throws for what the place cannot do. */
    void annunciate(AlertSignal signal);
}
