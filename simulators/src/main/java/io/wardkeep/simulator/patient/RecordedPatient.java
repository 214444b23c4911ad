package io.wardkeep.simulator.patient;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A real patient's recording, replayed from a moment of its own and repeated. Rates, saturation, lead II, plethysmogram
 * and breathing are recorded; everything else is an ordinary value with a slow wave, and its curves keep to the
 * recorded rates.
 */
public final class RecordedPatient implements Patient {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final double SIGNAL_HERTZ = 125;
    private static final double CUFF_PERIOD_MILLIS = 11 * 60_000.0;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double ORDINARY_HEART_RATE = 75;
    private static final double ORDINARY_RESPIRATORY_RATE = 15;
    private static final double END_TIDAL_CO2 = 38;
    private static final double ROOM_AIR_PERCENT = 21;
    private static final double TIDAL_VOLUME = 480;

    private final Recording numerics;
    private final Recording signals;
    private final long offsetMillis;
    private final double[] beats;
    private final double[] breaths;

    /**
     * A patient.
     *
     * @param numerics one row a second
     * @param signals 125 rows a second
     * @param offsetMillis where in the recordings the simulation begins
     */
    public RecordedPatient(Recording numerics, Recording signals, long offsetMillis) {
        this.numerics = numerics;
        this.signals = signals;
        this.offsetMillis = offsetMillis;
        this.beats = counted(numerics, "HR", ORDINARY_HEART_RATE);
        this.breaths = counted(numerics, "RESP", ORDINARY_RESPIRATORY_RATE);
    }

    /** How many beats or breaths there were before each row, and after the last. */
    private static double[] counted(Recording numerics, String column, double otherwise) {
        double[] counted = new double[numerics.length() + 1];
        double rate = otherwise;
        for (int row = 0; row < numerics.length(); row++) {
            double recorded = numerics.at(column, row);
            rate = recorded > 0 ? recorded : rate;
            counted[row + 1] = counted[row] + rate / SECONDS_PER_MINUTE;
        }
        return counted;
    }

    @Override
    public Vitals vitals(long atMillis) {
        long row = (atMillis + offsetMillis) / 1_000;
        double slow = Math.sin(2 * Math.PI * (atMillis + offsetMillis) / CUFF_PERIOD_MILLIS);
        Pressure arterial = PulseShape.ARTERIAL.pressure(118 + 6 * slow, 72 + 4 * slow);
        OptionalInt respiratoryRate = numerics.wholeAt("RESP", row);
        Circulation circulation = new Circulation(
                Rhythm.SINUS,
                numerics.wholeAt("HR", row),
                StSegments.FLAT,
                Optional.of(arterial),
                Optional.of(arterial),
                Optional.of(PulseShape.PULMONARY.pressure(24 + slow, 11 + slow)),
                OptionalDouble.of(6 + slow));
        Oximetry oximetry = new Oximetry(
                numerics.wholeAt("SpO2", row), numerics.wholeAt("PULSE", row), OptionalDouble.of(2.1), true);
        Breathing breathing = new Breathing(
                respiratoryRate,
                respiratoryRate.orElse((int) ORDINARY_RESPIRATORY_RATE),
                OptionalDouble.of(END_TIDAL_CO2 + slow),
                0,
                ROOM_AIR_PERCENT,
                0);
        return new Vitals(
                circulation,
                oximetry,
                breathing,
                lung(breathing.airwayRate()),
                new Temperatures(36.8 + 0.2 * slow, 33.5 + 0.2 * slow));
    }

    private static Ventilation lung(double breathsPerMinute) {
        return BreathShape.mechanics(TIDAL_VOLUME, breathsPerMinute, 5, 50, 10, 1.0 / 3);
    }

    @Override
    public double sample(Curve curve, long atNanos) {
        return switch (curve) {
            // The recordings have shapes and no units: these gains make them look like ordinary ones.
            case ECG_I -> 0.6 * leadTwo(atNanos);
            case ECG_II -> leadTwo(atNanos);
            case ECG_III -> 0.4 * leadTwo(atNanos);
            case ECG_V -> 0.8 * leadTwo(atNanos);
            case PLETHYSMOGRAM -> recorded("PLETH", atNanos);
            case RESPIRATION -> 2 * recorded("RESP", atNanos);
            case ARTERIAL_PRESSURE -> {
                Pressure pressure = circulation(atNanos).arterial().orElseThrow();
                yield between(pressure, PulseShape.ARTERIAL.at(phase(beats, atNanos)));
            }
            case PULMONARY_PRESSURE -> {
                Pressure pressure = circulation(atNanos).pulmonary().orElseThrow();
                yield between(pressure, PulseShape.PULMONARY.at(phase(beats, atNanos)));
            }
            case CENTRAL_VENOUS_PRESSURE ->
                circulation(atNanos).centralVenous().orElseThrow()
                        + 2 * Math.sin(2 * Math.PI * phase(beats, atNanos))
                        - Math.sin(2 * Math.PI * phase(breaths, atNanos));
            case CO2 -> END_TIDAL_CO2 * BreathShape.carbonDioxide(1.0 / 3, phase(breaths, atNanos));
            case AIRWAY_PRESSURE ->
                BreathShape.pressure(lungAt(atNanos), breathSeconds(atNanos), phase(breaths, atNanos));
            case AIRWAY_FLOW -> BreathShape.flow(lungAt(atNanos), breathSeconds(atNanos), phase(breaths, atNanos));
            case AIRWAY_VOLUME -> BreathShape.volume(lungAt(atNanos), breathSeconds(atNanos), phase(breaths, atNanos));
        };
    }

    private Circulation circulation(long atNanos) {
        return vitals(atNanos / NANOS_PER_MILLI).circulation();
    }

    private static double between(Pressure pressure, double height) {
        return pressure.diastolic() + (pressure.systolic() - pressure.diastolic()) * height;
    }

    private double leadTwo(long atNanos) {
        return 2 * recorded("II", atNanos) - 1;
    }

    private double recorded(String column, long atNanos) {
        double position = (atNanos + offsetMillis * NANOS_PER_MILLI) / 1e9 * SIGNAL_HERTZ;
        long row = (long) Math.floor(position);
        double before = signals.at(column, row);
        double after = signals.at(column, row + 1);
        double height = before + (after - before) * (position - row);
        return Double.isNaN(height) ? 0 : Math.clamp(height, 0, 1);
    }

    private Ventilation lungAt(long atNanos) {
        return lung(SECONDS_PER_MINUTE / breathSeconds(atNanos));
    }

    private double breathSeconds(long atNanos) {
        int row = row(atNanos);
        return 1 / (breaths[row + 1] - breaths[row]);
    }

    private double phase(double[] counted, long atNanos) {
        int row = row(atNanos);
        long within = Math.floorMod(atNanos + offsetMillis * NANOS_PER_MILLI, NANOS_PER_SECOND);
        double count = counted[row] + (counted[row + 1] - counted[row]) * within / NANOS_PER_SECOND;
        return count - Math.floor(count);
    }

    private int row(long atNanos) {
        long second = Math.floorDiv(atNanos + offsetMillis * NANOS_PER_MILLI, NANOS_PER_SECOND);
        return (int) Math.floorMod(second, (long) numerics.length());
    }
}
