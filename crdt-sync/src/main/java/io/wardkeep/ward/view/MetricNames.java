package io.wardkeep.ward.view;

import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Nomenclature;
import java.util.Map;

/** What people call metrics and units. A code that nobody knows is shown as its number, never hidden. */
public final class MetricNames {

    private static final Map<String, String> SHOWN = Map.of(
            "1", "",
            "Cel", "°C",
            "[degF]", "°F",
            "mm[Hg]", "mmHg",
            "cm[H2O]", "cmH₂O",
            "mL/cm[H2O]", "mL/cmH₂O",
            "cm[H2O]/(L/s)", "cmH₂O/L/s",
            "uV", "µV",
            "Ohm", "Ω");

    private MetricNames() {}

    /** {@code SpO₂}; {@code MDC 150456} for an unknown code. */
    public static String label(int code) {
        return Nomenclature.standard().metric(code).map(Metric::label).orElse("MDC " + code);
    }

    /** {@code MDC_PULS_OXIM_SAT_O2}; empty for an unknown code. */
    public static String ref(int code) {
        return Nomenclature.standard().metric(code).map(Metric::refId).orElse("");
    }

    /** A unit by its code, as a page shows it: {@code %}, {@code mmHg}, {@code /min}. */
    public static String unit(int unitCode) {
        return Nomenclature.standard()
                .unit(unitCode)
                .map(unit -> shown(unit.ucum()))
                .orElse("");
    }

    /** The unit of a metric, as a page shows it. */
    public static String unitOfMetric(int code) {
        return Nomenclature.standard()
                .metric(code)
                .map(metric -> unit(metric.unitCode()))
                .orElse("");
    }

    private static String shown(String ucum) {
        String known = SHOWN.get(ucum);
        return known != null ? known : ucum.replaceAll("\\{[^}]*}", "");
    }
}
