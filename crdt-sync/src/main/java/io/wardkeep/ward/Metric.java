package io.wardkeep.ward;

import java.util.Optional;

/**
 * What can be measured. The number is its identity: several reference ids may mean it, texts never do.
 *
 * @param code ISO/IEEE 11073-10101 context-free code
 * @param refId the preferred reference id
 * @param key Wardkeep's short name, {@code spo2}
 * @param label what a tile calls it, {@code SpO₂}
 * @param kind the form of its values
 * @param unit the unit in which its values are stored, judged and shown; empty where values are not numbers
 * @param plausibleLow lowest value that a living patient and a working sensor can give, in {@code unit}
 * @param plausibleHigh highest such value
 * @param defaultLow low limit of the adult profile
 * @param defaultHigh high limit of the adult profile
 */
public record Metric(
        int code,
        String refId,
        String key,
        String label,
        MetricKind kind,
        Optional<Unit> unit,
        Optional<Decimal> plausibleLow,
        Optional<Decimal> plausibleHigh,
        Optional<Decimal> defaultLow,
        Optional<Decimal> defaultHigh) {

    /** Could this value, in the metric's own unit, have been measured? Both bounds belong to what is plausible. */
    public boolean plausible(Decimal value) {
        return plausible(value.mantissa(), value.scale());
    }

    /**
     * The same of {@code mantissa × 10^-scale}, without a value made for it: a ward asks thousands of times a second.
     */
    public boolean plausible(long mantissa, int scale) {
        return (plausibleLow.isEmpty() || plausibleLow.get().compareTo(mantissa, scale) <= 0)
                && (plausibleHigh.isEmpty() || plausibleHigh.get().compareTo(mantissa, scale) >= 0);
    }

    /** Code of the metric's own unit; 0 where values are not numbers. */
    public int unitCode() {
        return unit.isPresent() ? unit.get().code() : 0;
    }
}
