package io.wardkeep.driver;

import io.wardkeep.ward.Metric;
import io.wardkeep.ward.MetricKind;
import io.wardkeep.ward.Nomenclature;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The metrics of bridges that name what they measure: Sparkplug's edge nodes, SenML's senders. */
public final class NamedMetrics {

    /** Codes of all metrics that have numbers. */
    public static final SortedSet<Integer> CODES = codes();

    /** Names that bridges usually give vital signs. */
    private static final Map<String, String> USUAL = Map.of("SpO2", "MDC_PULS_OXIM_SAT_O2", "HR", "MDC_ECG_HEART_RATE");

    private NamedMetrics() {}

    /**
     * The metric of this name; empty where it is none of ours or has no numbers.
     *
     * @param name a reference id, its number, or a usual name
     */
    public static Optional<Metric> named(String name) {
        return Nomenclature.standard().metric(USUAL.getOrDefault(name, name)).filter(NamedMetrics::hasNumbers);
    }

    private static boolean hasNumbers(Metric metric) {
        return metric.unit().isPresent()
                && (metric.kind() == MetricKind.NUMERIC || metric.kind() == MetricKind.SETTING);
    }

    private static SortedSet<Integer> codes() {
        return Collections.unmodifiableSortedSet(Nomenclature.standard().metrics().stream()
                .filter(NamedMetrics::hasNumbers)
                .map(Metric::code)
                .collect(Collectors.toCollection(TreeSet::new)));
    }
}
