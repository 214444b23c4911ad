package io.wardkeep.simulator.patient;

/**
 * One beat of a pressure or of the finger's pulse: a steep rise, a rounded fall, the dicrotic notch where the valve
 * closes, and the run-off. Sums of Gaussians over the beat's time, as in Tang et al., "PPGSynth" (2020).
 */
final class PulseShape {

    private static final int STEPS = 512;

    /** At the radial artery. */
    static final PulseShape ARTERIAL =
            new PulseShape(new double[] {0.17, 0.28, 0.47, 0.55}, new double[] {0.07, 0.08, 0.06, 0.18}, new double[] {
                0.80, 0.55, 0.28, 0.28
            });
    /** In the pulmonary artery: rounder. */
    static final PulseShape PULMONARY =
            new PulseShape(new double[] {0.20, 0.32, 0.50, 0.58}, new double[] {0.08, 0.09, 0.065, 0.18}, new double[] {
                0.75, 0.50, 0.22, 0.26
            });
    /** Light at the finger: the reflected wave shows as a shoulder. */
    static final PulseShape FINGER = new PulseShape(
            new double[] {0.22, 0.36, 0.58}, new double[] {0.08, 0.13, 0.12}, new double[] {0.70, 0.60, 0.32});

    private final double[] heights = new double[STEPS];
    private final double mean;

    private PulseShape(double[] centres, double[] widths, double[] amplitudes) {
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (int step = 0; step < STEPS; step++) {
            double phase = (double) step / STEPS;
            double height = 0;
            for (int i = 0; i < centres.length; i++) {
                // The beat before and the one after reach into this one: no jump where they meet.
                for (int beat = -1; beat <= 1; beat++) {
                    double distance = (phase - centres[i] + beat) / widths[i];
                    height += amplitudes[i] * Math.exp(-distance * distance / 2);
                }
            }
            heights[step] = height;
            low = Math.min(low, height);
            high = Math.max(high, height);
        }
        double sum = 0;
        for (int step = 0; step < STEPS; step++) {
            heights[step] = (heights[step] - low) / (high - low);
            sum += heights[step];
        }
        mean = sum / STEPS;
    }

    /** Height, 0…1, at a phase of the beat, 0…1. */
    double at(double phase) {
        double position = (phase - Math.floor(phase)) * STEPS;
        int step = (int) position;
        double before = heights[step % STEPS];
        double after = heights[(step + 1) % STEPS];
        return before + (after - before) * (position - step);
    }

    /** Mean height over a beat. */
    double mean() {
        return mean;
    }

    /** The pressure whose curve this shape makes between two values. */
    Pressure pressure(double systolic, double diastolic) {
        return new Pressure(systolic, diastolic, diastolic + mean * (systolic - diastolic));
    }
}
