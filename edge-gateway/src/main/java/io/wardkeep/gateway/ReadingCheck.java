package io.wardkeep.gateway;

import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Unit;
import io.wardkeep.ward.Validity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;

/**
 * The last look at a value before it is judged, shown or kept, whatever its driver thought of it: a number outside the
 * metric's plausible range loses its number; a unit in which the metric cannot be judged is refused.
 */
final class ReadingCheck {

    /** {@code own = other × factor + offset}. */
    private record Conversion(BigDecimal factor, BigDecimal offset) {

        static Conversion of(String factor, String offset) {
            return new Conversion(new BigDecimal(factor), new BigDecimal(offset));
        }

        Decimal apply(Decimal value) {
            return Decimal.of(
                    value.toBigDecimal().multiply(factor, MathContext.DECIMAL64).add(offset));
        }
    }

    /** From the UCUM code of a device's unit, by that of the metric's own. */
    private static final Map<String, Map<String, Conversion>> TO_OWN = Map.of(
            "mm[Hg]", Map.of("kPa", Conversion.of("7.50061683", "0"), "hPa", Conversion.of("0.750061683", "0")),
            "kPa", Map.of("mm[Hg]", Conversion.of("0.133322387", "0")),
            "Cel", Map.of("[degF]", Conversion.of("0.555555555555556", "-17.7777777777778")),
            "cm[H2O]", Map.of("mbar", Conversion.of("1.01971621", "0"), "hPa", Conversion.of("1.01971621", "0")));

    private final Nomenclature nomenclature = Nomenclature.standard();

    /** What came of looking. */
    sealed interface Verdict {

        /**
         * It may be shown and kept; judged by {@code number} where it has a value.
         *
         * @param observation as it is to be kept
         * @param number the value in the metric's own unit; empty where there is none
         */
        record Taken(Observation observation, Optional<Decimal> number) implements Verdict {}

        /** It is dropped, for this reason. */
        record Refused(String reason) implements Verdict {}
    }

    Verdict look(Observation observation) {
        Optional<Metric> known = nomenclature.metric(observation.code());
        if (known.isEmpty()) {
            return new Verdict.Refused("unknown-code");
        }
        if (!observation.validity().hasValue()) {
            return new Verdict.Taken(observation, Optional.empty());
        }
        Metric metric = known.get();
        Optional<Decimal> number = own(metric, observation);
        if (number.isEmpty()) {
            return new Verdict.Refused("wrong-unit");
        }
        if (metric.plausible(number.get())) {
            return new Verdict.Taken(observation, number);
        }
        return new Verdict.Taken(
                new Observation(
                        observation.code(),
                        0,
                        0,
                        observation.unit(),
                        Validity.IMPLAUSIBLE,
                        observation.measuredMillis(),
                        observation.deviceMillis()),
                Optional.empty());
    }

    private Optional<Decimal> own(Metric metric, Observation observation) {
        if (observation.unit() == metric.unitCode()) {
            return Optional.of(observation.value());
        }
        Optional<Unit> unit = nomenclature.unit(observation.unit());
        return metric.unit()
                .flatMap(own -> unit.map(
                        other -> TO_OWN.getOrDefault(own.ucum(), Map.of()).get(other.ucum())))
                .map(conversion -> conversion.apply(observation.value()));
    }
}
