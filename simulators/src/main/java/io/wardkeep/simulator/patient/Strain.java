package io.wardkeep.simulator.patient;

import java.util.List;

/**
 * What illness does to a body at a moment.
 *
 * @param sepsis 0 none … 1 shock
 * @param bloodLoss part of the blood's volume, 0…1
 * @param opioid part of the respiratory drive that is depressed, 0…1
 * @param rhythm of the heart
 */
record Strain(double sepsis, double bloodLoss, double opioid, Rhythm rhythm) {

    static final Strain NONE = new Strain(0, 0, 0, Rhythm.SINUS);

    /** What the steps of a bed do at that moment; of two at a time, the later. */
    static Strain at(List<Step> steps, long atMillis) {
        Strain strain = NONE;
        for (Step step : steps) {
            if (step.lasts(atMillis)) {
                strain = strain.with(step.episode(), atMillis - step.at().toMillis());
            }
        }
        return strain;
    }

    private Strain with(Episode episode, long sinceMillis) {
        return switch (episode) {
            case Episode.Sepsis course -> new Strain(part(course.course(), sinceMillis), bloodLoss, opioid, rhythm);
            case Episode.Hypovolaemia course -> new Strain(sepsis, part(course.course(), sinceMillis), opioid, rhythm);
            case Episode.Opioid course -> new Strain(sepsis, bloodLoss, part(course.course(), sinceMillis), rhythm);
            case Episode.Arrhythmia arrhythmia -> new Strain(sepsis, bloodLoss, opioid, arrhythmia.rhythm());
            case Episode.AtTheSensor _, Episode.OnTheLine _ -> this;
        };
    }

    private static double part(Course course, long sinceMillis) {
        return course.depth(sinceMillis) * course.toPercent() / 100.0;
    }
}
