package io.wardkeep.simulator.patient;

/**
 * A real patient's recording, replayed from a moment of its own and repeated. Cuff pressure and temperature are not in
 * the recordings and are a slow wave around ordinary values.
 */
public final class RecordedPatient implements Patient {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final double SIGNAL_HERTZ = 125;
    private static final double CUFF_PERIOD_MILLIS = 11 * 60_000.0;

    private final Recording numerics;
    private final Recording signals;
    private final long offsetMillis;

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
    }

    @Override
    public Vitals vitals(long atMillis) {
        long row = (atMillis + offsetMillis) / 1_000;
        double slow = Math.sin(2 * Math.PI * (atMillis + offsetMillis) / CUFF_PERIOD_MILLIS);
        return new Vitals(
                numerics.wholeAt("HR", row),
                numerics.wholeAt("PULSE", row),
                numerics.wholeAt("RESP", row),
                numerics.wholeAt("SpO2", row),
                118 + (int) Math.round(6 * slow),
                72 + (int) Math.round(4 * slow),
                368 + (int) Math.round(2 * slow),
                true);
    }

    @Override
    public double height(Curve curve, long atNanos) {
        double position = (atNanos + offsetMillis * NANOS_PER_MILLI) / 1e9 * SIGNAL_HERTZ;
        long row = (long) Math.floor(position);
        String column = switch (curve) {
            case ECG_II -> "II";
            case PLETHYSMOGRAM -> "PLETH";
            case RESPIRATION -> "RESP";
        };
        double before = signals.at(column, row);
        double after = signals.at(column, row + 1);
        double height = before + (after - before) * (position - row);
        return Double.isNaN(height) ? 0 : Math.clamp(height, 0, 1);
    }
}
