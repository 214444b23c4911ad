package io.wardkeep.simulator.patient;

/** A body at a bed. Asking does not change it: the same moment gives the same answer. */
public interface Patient {

    /** What can be measured, so many milliseconds after the start. */
    Vitals vitals(long atMillis);

    /** Height of a curve, 0 to 1, so many nanoseconds after the start. */
    double height(Curve curve, long atNanos);
}
