package io.wardkeep.simulator.patient;

/** Curves that a patient shows, each normalised to 0…1. */
public enum Curve {
    /** Electrocardiogram, lead II. */
    ECG_II,
    /** Plethysmogram. */
    PLETHYSMOGRAM,
    /** Breathing, from impedance. */
    RESPIRATION
}
