package io.wardkeep.simulator.patient;

import java.util.random.RandomGenerator;

/**
 * How a body goes on from one moment to the next: a circulation with one windkessel, a baroreflex and Starling's law, a
 * lung with one compartment for each gas, the chemoreflex, and heat. The structures are those of Ursino, "Interaction
 * between carotid baroregulation and the pulsating heart" (Am J Physiol 1998;275:H1733), and of the alveolar gas
 * equations; the oxygen dissociation curve is that of Severinghaus (J Appl Physiol 1979;46:599). The gains are chosen
 * for plausible bedside trends of adults and are no reference.
 */
final class Physiology {

    /** Time from one moment to the next. */
    static final double STEP_SECONDS = 0.25;

    /** In the veins above the heart at rest, mm[Hg]. */
    static final double VENOUS_PRESSURE = 6;

    /** Tidal volume that reaches no alveoli, mL/kg. */
    private static final double DEAD_SPACE = 2.2;

    /** Where pressures meet when the heart stands still, mm[Hg]. */
    private static final double FILLING_PRESSURE = 14;

    private static final double BAROREFLEX_GAIN = 2.5;
    private static final double CARBON_DIOXIDE_AT_REST = 40;
    /** Of the chemoreflex, L/min for each mm[Hg] of carbon dioxide. */
    private static final double CHEMOREFLEX_GAIN = 2;
    /** Of the chemoreflex, L/min for each percent of saturation below where it begins. */
    private static final double HYPOXIC_GAIN = 0.6;

    private static final double HYPOXIC_SATURATION = 94;
    /** Converts a production in mL/min (STPD) and a ventilation in L/min (BTPS) to a pressure. */
    private static final double ALVEOLAR_FACTOR = 0.863;
    /** mL/min for each kilogram at rest. */
    private static final double CARBON_DIOXIDE_PRODUCTION = 2.9;
    /** mL/min for each kilogram at rest. */
    private static final double OXYGEN_UPTAKE = 3.6;
    /** mL that raise its pressure by 1 mm[Hg]. */
    private static final double CARBON_DIOXIDE_STORE = 30;
    /** mL that raise its pressure by 1 mm[Hg]. */
    private static final double OXYGEN_STORE = 4;
    /** Dry air pressure at the body's temperature, mm[Hg]. */
    private static final double DRY_PRESSURE = 713;

    private static final double FASTEST_HEART = 185;
    private static final double SLOWEST_BREATH = 3;
    private static final double FASTEST_BREATH = 45;
    private static final double TACHYCARDIA_RATE = 178;

    private final Person person;

    Physiology(Person person) {
        this.person = person;
    }

    /** A body at rest. */
    Body atRest() {
        double production = CARBON_DIOXIDE_PRODUCTION * person.weight();
        double alveolar = ALVEOLAR_FACTOR * production / CARBON_DIOXIDE_AT_REST;
        double oxygen = inspiredOxygen() - ALVEOLAR_FACTOR * OXYGEN_UPTAKE * person.weight() / alveolar;
        double tidal = 1_000 * alveolar / person.respiratoryRate() + DEAD_SPACE * person.weight();
        return new Body(
                0,
                0,
                person.heartRate(),
                0,
                1,
                person.meanPressure(),
                1,
                person.strokeVolume(),
                driveAtRest(),
                person.respiratoryRate(),
                tidal,
                0,
                1,
                oxygen,
                CARBON_DIOXIDE_AT_REST,
                saturation(oxygen - person.oxygenGradient()),
                person.coreTemperature(),
                Rhythm.SINUS,
                0);
    }

    /** L/min that keep carbon dioxide where it is at rest. */
    private double driveAtRest() {
        double alveolar = ALVEOLAR_FACTOR * CARBON_DIOXIDE_PRODUCTION * person.weight() / CARBON_DIOXIDE_AT_REST;
        return alveolar + person.respiratoryRate() * DEAD_SPACE * person.weight() / 1_000;
    }

    private double inspiredOxygen() {
        return DRY_PRESSURE * person.inspiredOxygen() / 100;
    }

    /** The next moment. */
    Body next(Body body, Strain strain, double atSeconds, RandomGenerator random) {
        double sway = body.sway() - body.sway() / 40 * STEP_SECONDS + 0.11 * random.nextGaussian() * STEP_SECONDS;
        Heart heart = heart(body, strain, atSeconds);
        Lung lung = lung(body, strain);
        double fever = person.coreTemperature() + 2.4 * strain.sepsis();
        return new Body(
                body.beats() + body.heartRate() / 60 * STEP_SECONDS,
                lung.breaths(),
                heart.rate(),
                heart.tone(),
                heart.resistance(),
                heart.meanPressure(),
                heart.output(),
                heart.strokeVolume(),
                lung.drive(),
                lung.rate(),
                lung.tidalVolume(),
                lung.apnoeaSeconds(),
                towards(body.alertness(), Math.clamp((body.meanPressure() - 20) / 25, 0, 1), 12),
                lung.oxygen(),
                lung.carbonDioxide(),
                towards(body.saturation(), saturation(lung.oxygen() - gradient(strain)), 12),
                towards(body.coreTemperature(), fever, 1_500),
                strain.rhythm(),
                sway);
    }

    private record Heart(
            double rate, double tone, double resistance, double meanPressure, double output, double strokeVolume) {}

    private Heart heart(Body body, Strain strain, double atSeconds) {
        double missing = (person.meanPressure() - body.meanPressure()) / person.meanPressure();
        double tone = towards(body.tone(), Math.clamp(BAROREFLEX_GAIN * missing, -0.5, 1.2), 4);
        double resistance = towards(body.resistance(), (1 + 0.5 * tone) * (1 - 0.6 * strain.sepsis()), 8);
        double rate = rate(body, strain, tone, atSeconds);
        double stroke = strokeVolume(rate, strain, tone);
        double output = rate * stroke / 1_000 / person.cardiacOutput();
        double carried = output * resistance * (person.meanPressure() - VENOUS_PRESSURE) + VENOUS_PRESSURE;
        double mean = towards(body.meanPressure(), Math.max(FILLING_PRESSURE, carried), output > 0 ? 1.8 : 5);
        return new Heart(rate, tone, resistance, mean, output, stroke);
    }

    private double rate(Body body, Strain strain, double tone, double atSeconds) {
        return switch (strain.rhythm()) {
            case VENTRICULAR_TACHYCARDIA -> TACHYCARDIA_RATE;
            case VENTRICULAR_FIBRILLATION, ASYSTOLE -> 0;
            case SINUS -> {
                double fever = 9 * Math.max(0, body.coreTemperature() - person.coreTemperature());
                double want = person.heartRate() * (1 + 0.8 * tone) + fever + 12 * strain.sepsis() + 2 * body.sway();
                // Breathing in hastens the heart, and pressure swings in ten-second waves (Mayer).
                double arrhythmia = body.breathing() ? 2.5 * Math.sin(2 * Math.PI * body.breaths()) : 0;
                double mayer = 1.2 * Math.sin(2 * Math.PI * 0.1 * atSeconds);
                double from = body.rhythm() == Rhythm.SINUS ? body.heartRate() : person.heartRate();
                yield Math.clamp(towards(from, want + arrhythmia + mayer, 2.5), 30, FASTEST_HEART);
            }
        };
    }

    /** Starling's law: the fuller, the more; and less when there is no time to fill. */
    private double strokeVolume(double rate, Strain strain, double tone) {
        double filling = 1 - strain.bloodLoss() + 0.10 * Math.max(0, tone) - 0.12 * strain.sepsis();
        double starling = Math.clamp((filling - 0.55) / 0.45, 0.08, 1.25);
        double time = 1 - 0.003 * Math.max(0, rate - 110);
        double rhythm = switch (strain.rhythm()) {
            case SINUS -> 1;
            case VENTRICULAR_TACHYCARDIA -> 0.35;
            case VENTRICULAR_FIBRILLATION, ASYSTOLE -> 0;
        };
        return person.strokeVolume() * starling * time * rhythm;
    }

    private record Lung(
            double breaths,
            double drive,
            double rate,
            double tidalVolume,
            double apnoeaSeconds,
            double oxygen,
            double carbonDioxide) {}

    private Lung lung(Body body, Strain strain) {
        double drive = towards(body.drive(), wantedDrive(body, strain), 10);
        double effort = drive / driveAtRest();
        double rate = person.respiratoryRate() * Math.pow(Math.max(0, effort), 0.65) * (1 - 0.55 * strain.opioid())
                + 0.6 * body.sway() * Math.min(1, effort);
        rate = rate < SLOWEST_BREATH ? 0 : Math.min(rate, FASTEST_BREATH);
        double breaths = body.breaths() + body.respiratoryRate() / 60 * STEP_SECONDS;
        if (rate == 0 && body.breathing() && Math.floor(breaths) == Math.floor(body.breaths())) {
            // The breath that is going on is the last one, and is finished.
            rate = body.respiratoryRate();
        } else if (rate == 0) {
            breaths = Math.floor(breaths);
        }
        double tidal = rate == 0 ? 0 : Math.min(1_000 * drive / rate, 2.2 * person.tidalVolume());
        double alveolar = rate * Math.max(0, tidal - DEAD_SPACE * person.weight()) / 1_000;
        double metabolism = (1 + 0.1 * (body.coreTemperature() - person.coreTemperature()) + 0.25 * strain.sepsis())
                * person.weight()
                / 60;
        double carried = Math.min(1, body.output());
        double carbonDioxide = body.carbonDioxide()
                + (CARBON_DIOXIDE_PRODUCTION * metabolism
                                - alveolar * body.carbonDioxide() / ALVEOLAR_FACTOR / 60 * carried)
                        / CARBON_DIOXIDE_STORE
                        * STEP_SECONDS;
        double oxygen = body.alveolarOxygen()
                + (alveolar * (inspiredOxygen() - body.alveolarOxygen()) / ALVEOLAR_FACTOR / 60
                                - OXYGEN_UPTAKE * metabolism * carried * Math.min(1, body.alveolarOxygen() / 40))
                        / OXYGEN_STORE
                        * STEP_SECONDS;
        return new Lung(
                breaths,
                drive,
                rate,
                tidal,
                rate == 0 ? body.apnoeaSeconds() + STEP_SECONDS : 0,
                Math.max(5, oxygen),
                Math.min(130, carbonDioxide));
    }

    private double wantedDrive(Body body, Strain strain) {
        double awake = 1 - 0.93 * strain.opioid();
        double threshold = CARBON_DIOXIDE_AT_REST - driveAtRest() / CHEMOREFLEX_GAIN - 2.5 * strain.sepsis();
        double chemical = CHEMOREFLEX_GAIN * awake * (body.carbonDioxide() - threshold);
        double hypoxic = HYPOXIC_GAIN * awake * Math.max(0, HYPOXIC_SATURATION - body.saturation());
        return Math.clamp((chemical + hypoxic) * body.alertness(), 0, 45);
    }

    private double gradient(Strain strain) {
        return person.oxygenGradient() + 40 * strain.sepsis();
    }

    /** Percent of the haemoglobin that carries oxygen at a pressure in mm[Hg]. */
    static double saturation(double pressure) {
        double p = Math.max(1, pressure);
        return 100 / (23_400 / (p * p * p + 150 * p) + 1);
    }

    private static double towards(double from, double to, double seconds) {
        return from + (to - from) * Math.min(1, STEP_SECONDS / seconds);
    }
}
