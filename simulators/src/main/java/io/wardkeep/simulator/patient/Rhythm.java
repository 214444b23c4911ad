package io.wardkeep.simulator.patient;

/** What the heart does. */
public enum Rhythm {
    /** Beats as it should. */
    SINUS,
    /** Fast and wide, with a weak pulse. */
    VENTRICULAR_TACHYCARDIA,
    /** Trembles, without a pulse. */
    VENTRICULAR_FIBRILLATION,
    /** Stands still. */
    ASYSTOLE
}
