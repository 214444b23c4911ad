package io.wardkeep.simulator.patient;

import java.util.random.RandomGenerator;

/**
 * What is a person's own and does not change in a simulation: how the body is at rest.
 *
 * @param heartRate beats per minute
 * @param meanPressure in the aorta, mm[Hg]
 * @param strokeVolume mL
 * @param respiratoryRate breaths per minute
 * @param weight kg
 * @param oxygenGradient from the alveoli to the blood, mm[Hg]
 * @param coreTemperature °C
 * @param compliance of lung and chest, mL/cm[H2O]
 * @param inspiredOxygen percent
 * @param st segments
 */
record Person(
        double heartRate,
        double meanPressure,
        double strokeVolume,
        double respiratoryRate,
        double weight,
        double oxygenGradient,
        double coreTemperature,
        double compliance,
        double inspiredOxygen,
        StSegments st) {

    private static final double TIDAL_MILLILITRES_PER_KILOGRAM = 7;

    /** An adult, by chance. */
    static Person of(RandomGenerator random) {
        double stOne = random.nextDouble(-0.03, 0.05);
        double stTwo = random.nextDouble(-0.03, 0.05);
        return new Person(
                random.nextDouble(62, 88),
                random.nextDouble(80, 98),
                random.nextDouble(62, 82),
                random.nextDouble(12, 17),
                random.nextDouble(55, 95),
                random.nextDouble(8, 18),
                random.nextDouble(36.5, 37.1),
                random.nextDouble(45, 65),
                21,
                new StSegments(stOne, stTwo, stTwo - stOne, random.nextDouble(-0.04, 0.06)));
    }

    /** Of a breath at rest, mL. */
    double tidalVolume() {
        return weight * TIDAL_MILLILITRES_PER_KILOGRAM;
    }

    /** L/min at rest. */
    double cardiacOutput() {
        return heartRate * strokeVolume / 1_000;
    }
}
