package io.wardkeep.simulator.patient;

/**
 * The electrocardiogram of a beat: five Gaussians for P, Q, R, S and T on the beat's circle, with the places, heights
 * and widths of McSharry et al., "A dynamical model for generating synthetic electrocardiogram signals" (IEEE Trans
 * Biomed Eng 2003;50:289), drawn together as the heart hastens. The other leads see shares of it.
 */
final class Electrocardiogram {

    private static final double[] PLACES = {-Math.PI / 3, -Math.PI / 12, 0, Math.PI / 12, Math.PI / 2};
    private static final double[] HEIGHTS = {1.2, -5, 30, -7.5, 0.75};
    private static final double[] WIDTHS = {0.25, 0.1, 0.1, 0.1, 0.4};
    /** Makes R one millivolt high: its area under the model's dynamics is height times width squared. */
    private static final double MILLIVOLTS = 1 / (30 * 0.1 * 0.1);

    /** Between S and T. */
    private static final double ST_PLACE = 0.25 * Math.PI;

    private static final double ST_WIDTH = 0.18;
    /** Where in a beat R is. */
    private static final double R_AT = 0.35;

    private Electrocardiogram() {}

    /** What lead II shows, mV, without its ST segment. */
    static double dipole(Body body, double beats, double atSeconds) {
        return switch (body.rhythm()) {
            case SINUS -> waves(angle(beats), hurry(body.heartRate()));
            case VENTRICULAR_TACHYCARDIA -> tachycardia(beats);
            case VENTRICULAR_FIBRILLATION -> fibrillation(atSeconds);
            case ASYSTOLE -> 0.015 * Math.sin(2 * Math.PI * 0.2 * atSeconds);
        };
    }

    /** How much, 0…1, of the ST segment there is at this place of the beat. */
    static double segment(double beats, double heartRate) {
        double distance = (angle(beats) - ST_PLACE * hurry(heartRate)) / (ST_WIDTH * hurry(heartRate));
        return Math.exp(-distance * distance / 2);
    }

    private static double angle(double beats) {
        return 2 * Math.PI * (beats - Math.floor(beats) - R_AT);
    }

    /** Repolarisation keeps its time better than the pause does: by the square root of the rate (Bazett). */
    private static double hurry(double heartRate) {
        return Math.sqrt(heartRate / 60);
    }

    private static double waves(double angle, double hurry) {
        double sum = 0;
        for (int wave = 0; wave < PLACES.length; wave++) {
            double width = WIDTHS[wave] * hurry;
            double place = PLACES[wave] * (wave == 0 || wave == PLACES.length - 1 ? Math.sqrt(hurry) : hurry);
            double away = angle - place;
            away -= 2 * Math.PI * Math.rint(away / (2 * Math.PI));
            sum += HEIGHTS[wave] * WIDTHS[wave] * WIDTHS[wave] * Math.exp(-away * away / (2 * width * width));
        }
        return MILLIVOLTS * sum;
    }

    private static double tachycardia(double beats) {
        double angle = 2 * Math.PI * beats;
        return 0.9 * Math.sin(angle) + 0.25 * Math.sin(2 * angle + 0.6);
    }

    private static double fibrillation(double atSeconds) {
        double waxing = 0.6 + 0.4 * Math.sin(2 * Math.PI * 0.37 * atSeconds);
        return waxing
                * (0.30 * Math.sin(2 * Math.PI * 4.7 * atSeconds)
                        + 0.20 * Math.sin(2 * Math.PI * 5.9 * atSeconds + 1)
                        + 0.12 * Math.sin(2 * Math.PI * 7.3 * atSeconds + 2));
    }
}
