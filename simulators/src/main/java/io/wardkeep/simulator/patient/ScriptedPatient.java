package io.wardkeep.simulator.patient;

import java.util.List;

/** A patient to whom the steps of a script happen. */
public final class ScriptedPatient implements Patient {

    private final Patient patient;
    private final List<Step> steps;

    /** The steps are those of this patient's bed. */
    public ScriptedPatient(Patient patient, List<Step> steps) {
        this.patient = patient;
        this.steps = List.copyOf(steps);
    }

    @Override
    public Vitals vitals(long atMillis) {
        Vitals vitals = patient.vitals(atMillis);
        for (Step step : steps) {
            if (step.lasts(atMillis)) {
                vitals = happening(vitals, step.episode(), atMillis - step.at().toMillis());
            }
        }
        return vitals;
    }

    @Override
    public double sample(Curve curve, long atNanos) {
        return patient.sample(curve, atNanos);
    }

    private static Vitals happening(Vitals vitals, Episode episode, long sinceMillis) {
        return switch (episode) {
            case Episode.Desaturation desaturation ->
                vitals.saturation().isPresent()
                        ? vitals.withOximetry(vitals.oximetry()
                                .withSaturation(desaturated(vitals.saturation().getAsInt(), desaturation, sinceMillis)))
                        : vitals;
            case Episode.ProbeOff _ -> vitals.withOximetry(Oximetry.PROBE_OFF);
            case Episode.Silence _, Episode.Unplugged _, Episode.Garbage _ -> vitals;
        };
    }

    private static int desaturated(int saturation, Episode.Desaturation episode, long sinceMillis) {
        double over = Math.max(1, episode.over().toMillis());
        double fallen = sinceMillis / over;
        double recovered = (episode.length().toMillis() - sinceMillis) / over;
        double depth = Math.clamp(Math.min(fallen, recovered), 0, 1);
        return (int) Math.round(saturation + (Math.min(episode.toPercent(), saturation) - saturation) * depth);
    }
}
