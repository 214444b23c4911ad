package io.wardkeep.driver;

import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;

/** How every driver turns a number into an observation: in the metric's own unit, and only if it can be true. */
public final class Measurements {

    private Measurements() {}

    /** A metric that the nomenclature has, or the program is wrong. */
    public static Metric metric(int code) {
        return Nomenclature.standard()
                .metric(code)
                .orElseThrow(() -> new IllegalStateException("the nomenclature lost " + code));
    }

    /**
     * A number that the device said. Outside the plausible range of its metric it is an observation without a number,
     * never a value; nor is a zero of which {@link #isNothingAtZero} is true.
     *
     * @param metric what was measured
     * @param value in the metric's own unit
     * @param validity what the device thinks of it; one that has a value
     * @param measuredMillis gateway time
     * @param deviceMillis device time or {@link io.wardkeep.ward.Reading#NO_DEVICE_TIME}
     */
    public static Observation value(
            Metric metric, Decimal value, Validity validity, long measuredMillis, long deviceMillis) {
        return value(metric, value.mantissa(), value.scale(), validity, measuredMillis, deviceMillis);
    }

    /**
     * The same of {@code mantissa × 10^-scale}, for a session that makes nothing but its events.
     *
     * @param metric what was measured
     * @param mantissa digits of the value, in the metric's own unit
     * @param scale decimals among the digits
     * @param validity what the device thinks of it; one that has a value
     * @param measuredMillis gateway time
     * @param deviceMillis device time or {@link io.wardkeep.ward.Reading#NO_DEVICE_TIME}
     */
    public static Observation value(
            Metric metric, long mantissa, int scale, Validity validity, long measuredMillis, long deviceMillis) {
        if (mantissa == 0 && isNothingAtZero(metric.code())) {
            return missing(metric, Validity.INVALID, measuredMillis, deviceMillis);
        }
        return metric.plausible(mantissa, scale)
                ? new Observation(
                        metric.code(), mantissa, scale, metric.unitCode(), validity, measuredMillis, deviceMillis)
                : missing(metric, Validity.IMPLAUSIBLE, measuredMillis, deviceMillis);
    }

    /**
     * Is a zero of this metric what monitors show without a patient? True of oxygen saturations by light, pulse rates
     * and pressures in and around the body's arteries. A heart rate of zero is an asystole, a respiration of zero an
     * apnoea, and the pressures of veins and of the lung's vessels pass through zero.
     *
     * @param code context-free code of a metric
     */
    public static boolean isNothingAtZero(int code) {
        return switch (code) {
            case 150_456, 160_296, 160_300 -> true;
            case 149_514, 149_522, 149_530, 149_546 -> true;
            case 150_021, 150_022, 150_023, 150_033, 150_034, 150_035, 150_037, 150_038, 150_039 -> true;
            default -> false;
        };
    }

    /**
     * A measurement without a number.
     *
     * @param metric what was measured
     * @param validity why there is no number
     * @param measuredMillis gateway time
     * @param deviceMillis device time or {@link io.wardkeep.ward.Reading#NO_DEVICE_TIME}
     */
    public static Observation missing(Metric metric, Validity validity, long measuredMillis, long deviceMillis) {
        return new Observation(metric.code(), 0, 0, metric.unitCode(), validity, measuredMillis, deviceMillis);
    }
}
