package io.wardkeep.simulator.patient;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Breaths as they are counted, and the gas in them.
 *
 * @param thoracicRate from impedance, breaths per minute; empty where the electrodes are off
 * @param airwayRate from gas or flow at the mouth, breaths per minute; 0 in apnoea
 * @param endTidalCo2 mm[Hg]; empty while no breath is seen
 * @param inspiredCo2 mm[Hg]
 * @param inspiredOxygen percent
 * @param apnoeaSeconds since the last breath ended, 0 while there are breaths
 */
public record Breathing(
        OptionalInt thoracicRate,
        int airwayRate,
        OptionalDouble endTidalCo2,
        double inspiredCo2,
        double inspiredOxygen,
        int apnoeaSeconds) {}
