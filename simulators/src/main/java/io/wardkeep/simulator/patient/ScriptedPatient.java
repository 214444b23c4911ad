package io.wardkeep.simulator.patient;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A patient to whom the steps of a script happen, as far as they happen at the sensors; what happens inside the body is
 * up to the patient, and is refused at one who is a recording.
 */
public final class ScriptedPatient implements Patient {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Patient patient;
    private final List<Step> steps;

    /**
     * The steps are those of the patient's bed. Throws IllegalArgumentException where something is to happen inside the
     * body of a patient who is not modelled.
     */
    public ScriptedPatient(Patient patient, List<Step> steps) {
        this.patient = patient;
        this.steps = List.copyOf(steps);
        if (needsBody(steps) && !(patient instanceof ModelledPatient)) {
            throw new IllegalArgumentException("a recording falls not ill: a modelled patient is needed");
        }
    }

    /** Does anything happen that only a modelled patient can have? */
    public static boolean needsBody(List<Step> steps) {
        return steps.stream().anyMatch(step -> step.episode() instanceof Episode.InTheBody);
    }

    @Override
    public Vitals vitals(long atMillis) {
        Vitals vitals = patient.vitals(unstuck(atMillis));
        for (Step step : steps) {
            if (step.lasts(atMillis)) {
                vitals = happening(vitals, step.episode(), atMillis - step.at().toMillis());
            }
        }
        return vitals;
    }

    @Override
    public double sample(Curve curve, long atNanos) {
        long atMillis = atNanos / NANOS_PER_MILLI;
        long stuckMillis = unstuck(atMillis);
        double sample = patient.sample(curve, stuckMillis == atMillis ? atNanos : stuckMillis * NANOS_PER_MILLI);
        for (Step step : steps) {
            if (step.episode() instanceof Episode.Artefact && step.lasts(atMillis)) {
                return sample + shaken(curve, atNanos / 1e9);
            }
        }
        return sample;
    }

    /** The moment that is shown: an earlier one while everything is stuck. */
    private long unstuck(long atMillis) {
        return steps.stream()
                .filter(step -> step.episode() instanceof Episode.Stuck && step.lasts(atMillis))
                .mapToLong(step -> step.at().toMillis())
                .min()
                .orElse(atMillis);
    }

    private static Vitals happening(Vitals vitals, Episode episode, long sinceMillis) {
        return switch (episode) {
            case Episode.Desaturation(Course course) ->
                vitals.saturation().isPresent()
                        ? vitals.withOximetry(vitals.oximetry()
                                .withSaturation(desaturated(vitals.saturation().getAsInt(), course, sinceMillis)))
                        : vitals;
            case Episode.ProbeOff _ -> vitals.withOximetry(Oximetry.PROBE_OFF);
            case Episode.Artefact _ ->
                vitals.withOximetry(new Oximetry(
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalDouble.empty(),
                        vitals.oximetry().fingerInProbe()));
            case Episode.Stuck _, Episode.InTheBody _, Episode.OnTheLine _ -> vitals;
        };
    }

    private static int desaturated(int saturation, Course course, long sinceMillis) {
        int to = Math.min(course.toPercent(), saturation);
        return (int) Math.round(saturation + (to - saturation) * course.depth(sinceMillis));
    }

    /** Movement: slow and quick swings of electrodes and finger, larger than what they measure. */
    private static double shaken(Curve curve, double atSeconds) {
        double swing =
                0.6 * Math.sin(2 * Math.PI * 1.9 * atSeconds) + 0.4 * Math.sin(2 * Math.PI * 5.3 * atSeconds + 1);
        return switch (curve) {
            case ECG_I, ECG_II, ECG_III, ECG_V, RESPIRATION, PLETHYSMOGRAM -> swing;
            case ARTERIAL_PRESSURE,
                    PULMONARY_PRESSURE,
                    CENTRAL_VENOUS_PRESSURE,
                    CO2,
                    AIRWAY_PRESSURE,
                    AIRWAY_FLOW,
                    AIRWAY_VOLUME -> 0;
        };
    }
}
