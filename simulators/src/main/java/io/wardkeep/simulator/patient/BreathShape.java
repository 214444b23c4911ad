package io.wardkeep.simulator.patient;

/**
 * One breath of a ventilated patient, volume controlled with constant flow: the equation of motion of a lung with one
 * compliance and one resistance, and the four phases of the capnogram.
 */
final class BreathShape {

    /** Part of the inspiration in which air flows; the rest is the pause in which the plateau shows. */
    private static final double FLOWING = 0.8;

    private static final double MILLILITRES_PER_LITRE = 1_000;
    private static final double SECONDS_PER_MINUTE = 60;

    private BreathShape() {}

    /** Volume above the lung's rest, mL, at a phase of the breath, 0…1. */
    static double volume(Ventilation lung, double breathSeconds, double phase) {
        double flowing = lung.inspiratoryFraction() * FLOWING;
        if (phase < flowing) {
            return lung.tidalVolume() * phase / flowing;
        }
        if (phase < lung.inspiratoryFraction()) {
            return lung.tidalVolume();
        }
        double seconds = (phase - lung.inspiratoryFraction()) * breathSeconds;
        return lung.tidalVolume() * Math.exp(-seconds / emptyingSeconds(lung));
    }

    /** Flow, L/min, inwards positive. */
    static double flow(Ventilation lung, double breathSeconds, double phase) {
        double flowing = lung.inspiratoryFraction() * FLOWING;
        if (phase < flowing) {
            return lung.tidalVolume() / MILLILITRES_PER_LITRE / (flowing * breathSeconds) * SECONDS_PER_MINUTE;
        }
        if (phase < lung.inspiratoryFraction()) {
            return 0;
        }
        return -volume(lung, breathSeconds, phase) / MILLILITRES_PER_LITRE / emptyingSeconds(lung) * SECONDS_PER_MINUTE;
    }

    /** Pressure at the mouth, cm[H2O]: what holds the lung open, stretches it and drives the flow. */
    static double pressure(Ventilation lung, double breathSeconds, double phase) {
        if (phase >= lung.inspiratoryFraction()) {
            return lung.endExpiratoryPressure();
        }
        return lung.endExpiratoryPressure()
                + volume(lung, breathSeconds, phase) / lung.compliance()
                + lung.resistance() * flow(lung, breathSeconds, phase) / SECONDS_PER_MINUTE;
    }

    private static double emptyingSeconds(Ventilation lung) {
        return lung.resistance() * lung.compliance() / MILLILITRES_PER_LITRE;
    }

    /**
     * Carbon dioxide at the mouth as a part, 0…1, of its end-tidal height: none from fresh gas and dead space, a steep
     * rise, a plateau that slopes upwards, and a fall when the next breath comes in.
     */
    static double carbonDioxide(double inspiratoryFraction, double phase) {
        double falling = 0.05;
        double deadSpace = inspiratoryFraction + 0.06;
        double rising = deadSpace + 0.10;
        if (phase < falling) {
            return 1 - smooth(phase / falling);
        }
        if (phase < deadSpace) {
            return 0;
        }
        if (phase < rising) {
            return 0.9 * smooth((phase - deadSpace) / (rising - deadSpace));
        }
        return 0.9 + 0.1 * (phase - rising) / (1 - rising);
    }

    private static double smooth(double part) {
        return part * part * (3 - 2 * part);
    }

    /** The pressures and the minute volume of such breaths. */
    static Ventilation mechanics(
            double tidalVolume,
            double breathsPerMinute,
            double endExpiratoryPressure,
            double compliance,
            double resistance,
            double inspiratoryFraction) {
        if (breathsPerMinute <= 0 || tidalVolume <= 0) {
            return new Ventilation(
                    0,
                    0,
                    endExpiratoryPressure,
                    endExpiratoryPressure,
                    endExpiratoryPressure,
                    endExpiratoryPressure,
                    compliance,
                    resistance,
                    inspiratoryFraction);
        }
        double breathSeconds = SECONDS_PER_MINUTE / breathsPerMinute;
        double litresPerSecond = tidalVolume / MILLILITRES_PER_LITRE / (inspiratoryFraction * FLOWING * breathSeconds);
        double stretch = tidalVolume / compliance;
        double drive = resistance * litresPerSecond;
        double mean = endExpiratoryPressure
                + inspiratoryFraction * (FLOWING * (stretch / 2 + drive) + (1 - FLOWING) * stretch);
        return new Ventilation(
                tidalVolume,
                tidalVolume * breathsPerMinute / MILLILITRES_PER_LITRE,
                endExpiratoryPressure + stretch + drive,
                endExpiratoryPressure + stretch,
                mean,
                endExpiratoryPressure,
                compliance,
                resistance,
                inspiratoryFraction);
    }
}
