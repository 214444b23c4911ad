package io.wardkeep.simulator.patient;

import java.util.OptionalInt;

/**
 * What can be measured at a patient at one moment; empty where nothing can be measured. Numbers are as exact as the
 * body is: a device rounds them to what its protocol carries.
 *
 * @param circulation heart and pressures
 * @param oximetry the finger
 * @param breathing breaths and their gas
 * @param ventilation mechanics of the breaths
 * @param temperatures of the body
 */
public record Vitals(
        Circulation circulation,
        Oximetry oximetry,
        Breathing breathing,
        Ventilation ventilation,
        Temperatures temperatures) {

    /** From the electrocardiogram, beats per minute. */
    public OptionalInt heartRate() {
        return circulation.heartRate();
    }

    /** From the finger, beats per minute. */
    public OptionalInt pulseRate() {
        return oximetry.pulseRate();
    }

    /** From impedance, breaths per minute. */
    public OptionalInt respiratoryRate() {
        return breathing.thoracicRate();
    }

    /** From the finger, percent. */
    public OptionalInt saturation() {
        return oximetry.saturation();
    }

    /** Does the oximeter's probe sit on the finger? */
    public boolean fingerInProbe() {
        return oximetry.fingerInProbe();
    }

    /** The same moment seen by another finger. */
    public Vitals withOximetry(Oximetry other) {
        return new Vitals(circulation, other, breathing, ventilation, temperatures);
    }
}
