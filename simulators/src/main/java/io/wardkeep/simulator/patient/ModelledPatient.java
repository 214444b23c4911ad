package io.wardkeep.simulator.patient;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A patient whose numbers and curves come from one modelled body and so hang together; illness comes by script. The
 * same seed and script are the same patient. The last minute is remembered; to be asked for an earlier moment makes the
 * body live through everything again.
 */
public final class ModelledPatient implements Patient {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_STEP = (long) (Physiology.STEP_SECONDS * 1_000_000_000);
    private static final long MILLIS_PER_STEP = NANOS_PER_STEP / NANOS_PER_MILLI;
    private static final int REMEMBERED = 256;

    private static final double END_EXPIRATORY_PRESSURE = 5;
    private static final double AIRWAY_RESISTANCE = 9;
    private static final double INSPIRATORY_FRACTION = 0.36;
    /** Of the large arteries, mL/mm[Hg]. */
    private static final double ARTERIAL_COMPLIANCE = 1.65;

    private static final double PULMONARY_MEAN = 15;
    private static final double PULSE_PRESSURE_AT_REST = 42;
    /** The blood needs this part of a beat to reach the artery, and the finger. */
    private static final double ARTERY_BEHIND = 0.42;

    private static final double FINGER_BEHIND = 0.52;

    private final long seed;
    private final List<Step> steps;
    private final Person person;
    private final Physiology physiology;
    private final Body[] remembered = new Body[REMEMBERED];
    private RandomGenerator chance;
    private long newest;

    /** A patient to whom those of the steps happen that happen inside the body. */
    public ModelledPatient(long seed, List<Step> steps) {
        this.seed = seed;
        this.steps = steps.stream()
                .filter(step -> step.episode() instanceof Episode.InTheBody)
                .toList();
        this.person = Person.of(new SplittableRandom(seed));
        this.physiology = new Physiology(person);
        this.chance = new SplittableRandom(~seed);
        this.remembered[0] = physiology.atRest();
    }

    private Body body(long step) {
        if (step <= newest - REMEMBERED) {
            chance = new SplittableRandom(~seed);
            newest = 0;
            remembered[0] = physiology.atRest();
        }
        while (newest < step) {
            Body last = remembered[(int) (newest % REMEMBERED)];
            newest++;
            Strain strain = Strain.at(steps, newest * MILLIS_PER_STEP);
            remembered[(int) (newest % REMEMBERED)] =
                    physiology.next(last, strain, newest * Physiology.STEP_SECONDS, chance);
        }
        return remembered[(int) (step % REMEMBERED)];
    }

    @Override
    public Vitals vitals(long atMillis) {
        Body body = body(atMillis / MILLIS_PER_STEP);
        return new Vitals(
                circulation(body),
                oximetry(body),
                breathing(body),
                ventilation(body),
                new Temperatures(
                        body.coreTemperature(), body.coreTemperature() - 3.2 - 1.5 * Math.max(0, body.tone())));
    }

    private Circulation circulation(Body body) {
        Pressure arterial = arterial(body);
        return new Circulation(
                body.rhythm(),
                OptionalInt.of((int) Math.round(body.heartRate())),
                person.st(),
                body.pulse() ? Optional.of(arterial) : Optional.empty(),
                Optional.of(arterial),
                Optional.of(pulmonary(body)),
                OptionalDouble.of(venous(body)));
    }

    private Oximetry oximetry(Body body) {
        if (!body.pulse()) {
            return new Oximetry(OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.of(0), true);
        }
        double perfusion = 2.4 * pulsePressure(body) / PULSE_PRESSURE_AT_REST * (1 - 0.6 * Math.max(0, body.tone()));
        return new Oximetry(
                OptionalInt.of((int) Math.round(body.saturation())),
                OptionalInt.of((int) Math.round(body.heartRate())),
                OptionalDouble.of(Math.max(0.1, perfusion)),
                true);
    }

    private Breathing breathing(Body body) {
        int rate = (int) Math.round(body.respiratoryRate());
        return new Breathing(
                OptionalInt.of(rate),
                rate,
                body.breathing() ? OptionalDouble.of(endTidal(body)) : OptionalDouble.empty(),
                0,
                person.inspiredOxygen(),
                (int) body.apnoeaSeconds());
    }

    private Ventilation ventilation(Body body) {
        return BreathShape.mechanics(
                body.tidalVolume(),
                body.respiratoryRate(),
                END_EXPIRATORY_PRESSURE,
                person.compliance(),
                AIRWAY_RESISTANCE,
                INSPIRATORY_FRACTION);
    }

    /** Blood that does not come to the lung brings no gas: the end-tidal value falls with the heart's output. */
    private static double endTidal(Body body) {
        return 0.93 * body.carbonDioxide() * (0.2 + 0.8 * Math.min(1, body.output()));
    }

    private static double pulsePressure(Body body) {
        return body.strokeVolume() / ARTERIAL_COMPLIANCE;
    }

    private static Pressure arterial(Body body) {
        double swing = Math.min(pulsePressure(body), 1.6 * body.meanPressure());
        double diastolic = body.meanPressure() - PulseShape.ARTERIAL.mean() * swing;
        return PulseShape.ARTERIAL.pressure(diastolic + swing, diastolic);
    }

    private Pressure pulmonary(Body body) {
        double swing = body.strokeVolume() / person.strokeVolume() * 13;
        double mean = PULMONARY_MEAN * (0.5 + 0.5 * body.output()) + 0.25 * Math.max(0, 90 - body.saturation());
        double diastolic = mean - PulseShape.PULMONARY.mean() * swing;
        return PulseShape.PULMONARY.pressure(diastolic + swing, diastolic);
    }

    /** Higher when the heart stands still and the blood gathers before it, lower when there is little blood. */
    private double venous(Body body) {
        double stroke = body.strokeVolume() / person.strokeVolume();
        return body.pulse() ? Math.max(0, Physiology.VENOUS_PRESSURE * Math.min(1.2, stroke)) : 11;
    }

    @Override
    public double sample(Curve curve, long atNanos) {
        long step = Math.floorDiv(atNanos, NANOS_PER_STEP);
        Body next = body(step + 1);
        Body body = body(step);
        double part = (double) Math.floorMod(atNanos, NANOS_PER_STEP) / NANOS_PER_STEP;
        double beats = body.beatsAt(next, part);
        double breaths = body.breathsAt(next, part);
        return switch (curve) {
            case ECG_I -> lead(0.6, person.st().i(), body, beats, atNanos);
            case ECG_II -> lead(1, person.st().ii(), body, beats, atNanos);
            case ECG_III -> lead(0.4, person.st().iii(), body, beats, atNanos);
            case ECG_V -> lead(0.8, person.st().v(), body, beats, atNanos);
            case PLETHYSMOGRAM -> body.pulse() ? finger(body, beats, breaths) : 0.3;
            case RESPIRATION -> 1 + impedance(body, breaths);
            case ARTERIAL_PRESSURE -> between(arterial(body), PulseShape.ARTERIAL, body, beats - ARTERY_BEHIND);
            case PULMONARY_PRESSURE -> between(pulmonary(body), PulseShape.PULMONARY, body, beats - ARTERY_BEHIND);
            case CENTRAL_VENOUS_PRESSURE ->
                venous(body) + (body.pulse() ? 1.5 * Math.sin(2 * Math.PI * beats) : 0) - 3 * impedance(body, breaths);
            case CO2 ->
                body.breathing()
                        ? endTidal(body) * BreathShape.carbonDioxide(INSPIRATORY_FRACTION, fraction(breaths))
                        : 0;
            case AIRWAY_PRESSURE ->
                body.breathing()
                        ? BreathShape.pressure(ventilation(body), breathSeconds(body), fraction(breaths))
                        : END_EXPIRATORY_PRESSURE;
            case AIRWAY_FLOW ->
                body.breathing() ? BreathShape.flow(ventilation(body), breathSeconds(body), fraction(breaths)) : 0;
            case AIRWAY_VOLUME ->
                body.breathing() ? BreathShape.volume(ventilation(body), breathSeconds(body), fraction(breaths)) : 0;
        };
    }

    /** A share of the dipole that lead II sees, and the lead's own ST segment. */
    private static double lead(double share, double st, Body body, double beats, long atNanos) {
        return share * Electrocardiogram.dipole(body, beats, atNanos / 1e9)
                + (body.rhythm() == Rhythm.SINUS ? st * Electrocardiogram.segment(beats, body.heartRate()) : 0);
    }

    private static double breathSeconds(Body body) {
        return 60 / body.respiratoryRate();
    }

    private static double fraction(double count) {
        return count - Math.floor(count);
    }

    private double finger(Body body, double beats, double breaths) {
        double swing = Math.clamp(
                pulsePressure(body) / PULSE_PRESSURE_AT_REST * (1 - 0.5 * Math.max(0, body.tone())), 0.1, 1.4);
        return 0.2 + 0.5 * swing * PulseShape.FINGER.at(beats - FINGER_BEHIND) + 0.05 * impedance(body, breaths);
    }

    /** Half an Ohm for an ordinary breath; none in apnoea. */
    private double impedance(Body body, double breaths) {
        double depth = Math.min(1.6, body.tidalVolume() / person.tidalVolume());
        return body.breathing() ? depth * (0.25 - 0.25 * Math.cos(2 * Math.PI * breaths)) : 0;
    }

    private static double between(Pressure pressure, PulseShape shape, Body body, double beats) {
        return body.pulse()
                ? pressure.diastolic() + (pressure.systolic() - pressure.diastolic()) * shape.at(beats)
                : pressure.mean();
    }
}
