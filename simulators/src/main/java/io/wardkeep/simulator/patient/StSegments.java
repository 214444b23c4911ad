package io.wardkeep.simulator.patient;

/**
 * Height of the ST segments over the baseline.
 *
 * @param i lead I, mV
 * @param ii lead II, mV
 * @param iii lead III, mV
 * @param v a chest lead, mV
 */
public record StSegments(double i, double ii, double iii, double v) {

    /** On the baseline in every lead. */
    public static final StSegments FLAT = new StSegments(0, 0, 0, 0);
}
