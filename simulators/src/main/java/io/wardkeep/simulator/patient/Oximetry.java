package io.wardkeep.simulator.patient;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What an oximeter sees at the finger.
 *
 * @param saturation percent
 * @param pulseRate beats per minute
 * @param perfusionIndex percent
 * @param fingerInProbe does the probe sit on the finger?
 */
public record Oximetry(
        OptionalInt saturation, OptionalInt pulseRate, OptionalDouble perfusionIndex, boolean fingerInProbe) {

    /** The probe is beside the finger: nothing is seen. */
    public static final Oximetry PROBE_OFF =
            new Oximetry(OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty(), false);

    /** The same with another saturation. */
    public Oximetry withSaturation(int percent) {
        return new Oximetry(OptionalInt.of(percent), pulseRate, perfusionIndex, fingerInProbe);
    }
}
