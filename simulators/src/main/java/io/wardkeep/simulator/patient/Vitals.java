package io.wardkeep.simulator.patient;

import java.util.OptionalInt;

/**
 * What can be measured at a patient at one moment; empty where nothing can be measured.
 *
 * @param heartRate from the electrocardiogram, beats per minute
 * @param pulseRate from the finger, beats per minute
 * @param respiratoryRate breaths per minute
 * @param saturation percent
 * @param systolic cuff pressure, mm[Hg]
 * @param diastolic cuff pressure, mm[Hg]
 * @param temperatureTenths tenths of a degree Celsius
 * @param fingerInProbe does the oximeter's probe sit on the finger?
 */
public record Vitals(
        OptionalInt heartRate,
        OptionalInt pulseRate,
        OptionalInt respiratoryRate,
        OptionalInt saturation,
        int systolic,
        int diastolic,
        int temperatureTenths,
        boolean fingerInProbe) {

    /** The same moment with another saturation. */
    public Vitals withSaturation(int percent) {
        return new Vitals(
                heartRate,
                pulseRate,
                respiratoryRate,
                OptionalInt.of(percent),
                systolic,
                diastolic,
                temperatureTenths,
                fingerInProbe);
    }

    /** The same moment with the probe beside the finger: the oximeter sees nothing. */
    public Vitals withoutProbe() {
        return new Vitals(
                heartRate,
                OptionalInt.empty(),
                respiratoryRate,
                OptionalInt.empty(),
                systolic,
                diastolic,
                temperatureTenths,
                false);
    }
}
