package io.wardkeep.simulator.patient;

/** A body at a bed. Asking does not change it: the same moment gives the same answer. Owned by one loop. */
public interface Patient {

    /** What can be measured, so many milliseconds after the start. */
    Vitals vitals(long atMillis);

    /** A sample of a curve in the curve's unit, so many nanoseconds after the start. */
    double sample(Curve curve, long atNanos);

    /** Height of a curve in its range, 0…1, so many nanoseconds after the start. */
    default double height(Curve curve, long atNanos) {
        return curve.height(sample(curve, atNanos));
    }
}
