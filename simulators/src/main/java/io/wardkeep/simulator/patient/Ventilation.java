package io.wardkeep.simulator.patient;

/**
 * The mechanics of the breaths, as a ventilator sees them. All 0 in apnoea but what the lung is made of and what holds
 * it open.
 *
 * @param tidalVolume of a breath, mL
 * @param minuteVolume L/min
 * @param peakPressure highest, cm[H2O]
 * @param plateauPressure at the end of the inspiration without flow, cm[H2O]
 * @param meanPressure cm[H2O]
 * @param endExpiratoryPressure cm[H2O]
 * @param compliance of lung and chest, mL/cm[H2O]
 * @param resistance of the airways, cm[H2O]/(L/s)
 * @param inspiratoryFraction of a breath's time, 0…1
 */
public record Ventilation(
        double tidalVolume,
        double minuteVolume,
        double peakPressure,
        double plateauPressure,
        double meanPressure,
        double endExpiratoryPressure,
        double compliance,
        double resistance,
        double inspiratoryFraction) {}
