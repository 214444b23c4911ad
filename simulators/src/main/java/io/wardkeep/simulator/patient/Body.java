package io.wardkeep.simulator.patient;

/**
 * The state of a modelled body at one moment: everything that the next moment depends on.
 *
 * @param beats since the start; the fraction is the place in the present beat
 * @param breaths since the start; the fraction is the place in the present breath
 * @param heartRate beats of the ventricles per minute
 * @param tone sympathetic, 0 at rest, negative when the vagus wins
 * @param resistance of the vessels, 1 at rest
 * @param meanPressure in the aorta, mm[Hg]
 * @param output of the heart, 1 at rest
 * @param strokeVolume mL
 * @param drive to breathe, L/min
 * @param respiratoryRate breaths per minute; 0 in apnoea
 * @param tidalVolume mL; 0 in apnoea
 * @param apnoeaSeconds since the last breath ended; 0 while there are breaths
 * @param alertness of the centre that breathes, 1 awake and perfused, 0 without blood
 * @param alveolarOxygen mm[Hg]
 * @param carbonDioxide in the arteries, mm[Hg]
 * @param saturation at the finger, which is late, percent
 * @param coreTemperature °C
 * @param rhythm what the heart does
 * @param sway slow changes without a cause, of about ±1
 */
record Body(
        double beats,
        double breaths,
        double heartRate,
        double tone,
        double resistance,
        double meanPressure,
        double output,
        double strokeVolume,
        double drive,
        double respiratoryRate,
        double tidalVolume,
        double apnoeaSeconds,
        double alertness,
        double alveolarOxygen,
        double carbonDioxide,
        double saturation,
        double coreTemperature,
        Rhythm rhythm,
        double sway) {

    /** Is blood moved at all? */
    boolean pulse() {
        return strokeVolume > 1;
    }

    /** Is a breath going on? */
    boolean breathing() {
        return respiratoryRate > 0;
    }

    /** The state in between, for curves: {@code part} of the way to the next moment. */
    double beatsAt(Body next, double part) {
        return beats + (next.beats - beats) * part;
    }

    /** The state in between, for curves: {@code part} of the way to the next moment. */
    double breathsAt(Body next, double part) {
        return breaths + (next.breaths - breaths) * part;
    }
}
