package io.wardkeep.simulator.patient;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A patient whose curves are those of a recorded WFDB record, repeated for ever. Heart rate and arterial pressures are
 * taken from the curves of the last seconds; what was not recorded is that of another patient, who should be
 * unremarkable.
 */
public final class WfdbPatient implements Patient {

    private static final Map<Curve, List<String>> NAMES = new EnumMap<>(Map.of(
            Curve.ECG_I, List.of("I"),
            Curve.ECG_II, List.of("II", "MLII", "MCL1", "ECG"),
            Curve.ECG_III, List.of("III"),
            Curve.ECG_V, List.of("V", "V5", "V1", "V2"),
            Curve.PLETHYSMOGRAM, List.of("PLETH"),
            Curve.RESPIRATION, List.of("RESP"),
            Curve.ARTERIAL_PRESSURE, List.of("ABP", "ART"),
            Curve.PULMONARY_PRESSURE, List.of("PAP"),
            Curve.CENTRAL_VENOUS_PRESSURE, List.of("CVP"),
            Curve.CO2, List.of("CO2")));

    private static final double LOOK_BACK_SECONDS = 8;
    private static final double LOOK_HERTZ = 100;
    /** No heart beats twice within this time. */
    private static final double REFRACTORY_SECONDS = 0.3;

    private final Map<Curve, WfdbRecord.Signal> recorded = new EnumMap<>(Curve.class);
    private final Patient otherwise;
    private long countedMillis = Long.MIN_VALUE;
    private OptionalInt heartRate = OptionalInt.empty();
    private Optional<Pressure> arterial = Optional.empty();

    /**
     * A patient.
     *
     * @param record the curves
     * @param otherwise shows what the record has not
     */
    public WfdbPatient(WfdbRecord record, Patient otherwise) {
        NAMES.forEach((curve, names) -> record.named(names).ifPresent(signal -> recorded.put(curve, signal)));
        this.otherwise = otherwise;
    }

    @Override
    public double sample(Curve curve, long atNanos) {
        WfdbRecord.Signal signal = recorded.get(curve);
        if (signal == null) {
            return otherwise.sample(curve, atNanos);
        }
        double sample = signal.at(atNanos / 1e9);
        // Where nothing was recorded, a monitor draws its lower edge.
        return Double.isNaN(sample) ? curve.low() : sample;
    }

    @Override
    public Vitals vitals(long atMillis) {
        Vitals vitals = otherwise.vitals(atMillis);
        long second = atMillis / 1_000 * 1_000;
        if (second != countedMillis) {
            countedMillis = second;
            heartRate = countedRate(second);
            arterial = countedPressure(second);
        }
        Circulation other = vitals.circulation();
        Oximetry oximetry = vitals.oximetry();
        OptionalInt rate = heartRate.isPresent() ? heartRate : other.heartRate();
        return new Vitals(
                new Circulation(
                        other.rhythm(),
                        rate,
                        other.st(),
                        arterial.or(other::cuff),
                        arterial.or(other::arterial),
                        other.pulmonary(),
                        other.centralVenous()),
                new Oximetry(oximetry.saturation(), rate, oximetry.perfusionIndex(), oximetry.fingerInProbe()),
                vitals.breathing(),
                vitals.ventilation(),
                vitals.temperatures());
    }

    /** Steepest rises of the lead or the pressure in the last seconds. */
    private OptionalInt countedRate(long atMillis) {
        WfdbRecord.Signal signal = recorded.getOrDefault(
                Curve.ECG_II, recorded.getOrDefault(Curve.ARTERIAL_PRESSURE, recorded.get(Curve.PLETHYSMOGRAM)));
        if (signal == null) {
            return OptionalInt.empty();
        }
        int count = (int) (LOOK_BACK_SECONDS * LOOK_HERTZ);
        double[] steepness = new double[count];
        double steepest = 0;
        for (int i = 0; i < count; i++) {
            double seconds = atMillis / 1_000.0 - LOOK_BACK_SECONDS + i / LOOK_HERTZ;
            double rise = Math.abs(signal.at(seconds + 2 / LOOK_HERTZ) - signal.at(seconds));
            steepness[i] = Double.isNaN(rise) ? 0 : rise;
            steepest = Math.max(steepest, steepness[i]);
        }
        int beats = 0;
        int first = -1;
        int last = -1;
        for (int i = 0; i < count; i++) {
            if (steepest > 0
                    && steepness[i] > steepest / 2
                    && (last < 0 || i - last > REFRACTORY_SECONDS * LOOK_HERTZ)) {
                first = first < 0 ? i : first;
                last = i;
                beats++;
            }
        }
        return beats < 2
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.round(60 * LOOK_HERTZ * (beats - 1) / (last - first)));
    }

    private Optional<Pressure> countedPressure(long atMillis) {
        WfdbRecord.Signal signal = recorded.get(Curve.ARTERIAL_PRESSURE);
        if (signal == null) {
            return Optional.empty();
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int count = (int) (2 * LOOK_HERTZ);
        for (int i = 0; i < count; i++) {
            double sample = signal.at(atMillis / 1_000.0 - i / LOOK_HERTZ);
            low = Math.min(low, sample);
            high = Math.max(high, sample);
            sum += sample;
        }
        return Double.isNaN(sum) ? Optional.empty() : Optional.of(new Pressure(high, low, sum / count));
    }
}
