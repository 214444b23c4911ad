package io.wardkeep.simulator.patient;

/**
 * A blood pressure over a beat.
 *
 * @param systolic highest, mm[Hg]
 * @param diastolic lowest, mm[Hg]
 * @param mean over the beat, mm[Hg]
 */
public record Pressure(double systolic, double diastolic, double mean) {

    /** With the mean of an ordinary pulse: a third of the way up. */
    public static Pressure of(double systolic, double diastolic) {
        return new Pressure(systolic, diastolic, diastolic + (systolic - diastolic) / 3);
    }
}
