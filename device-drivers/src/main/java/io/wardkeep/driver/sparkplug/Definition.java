package io.wardkeep.driver.sparkplug;

import io.wardkeep.ward.Metric;
import io.wardkeep.ward.MetricKind;
import io.wardkeep.ward.Nomenclature;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a birth said of a metric, and what was last heard of it. Owned by its edge node. */
final class Definition {

    /** Codes of all metrics that have numbers. */
    static final SortedSet<Integer> CODES = codes();

    /** Names that the specification's users give vital signs. */
    private static final Map<String, String> USUAL = Map.of("SpO2", "MDC_PULS_OXIM_SAT_O2", "HR", "MDC_ECG_HEART_RATE");

    final Metric metric;
    long lastMillis = Long.MIN_VALUE;

    private Definition(Metric metric) {
        this.metric = metric;
    }

    /** A metric in its own unit; empty where it is none of ours, or in another unit. */
    static Optional<Definition> of(String name, String mdc, String unit) {
        Nomenclature standard = Nomenclature.standard();
        String code = mdc.isEmpty() ? USUAL.getOrDefault(name, name) : mdc;
        return standard.metric(code)
                .filter(Definition::hasNumbers)
                .filter(metric -> standard.unit(metric, unit).isPresent())
                .map(Definition::new);
    }

    private static boolean hasNumbers(Metric metric) {
        return metric.unit().isPresent()
                && (metric.kind() == MetricKind.NUMERIC || metric.kind() == MetricKind.SETTING);
    }

    private static SortedSet<Integer> codes() {
        return Collections.unmodifiableSortedSet(Nomenclature.standard().metrics().stream()
                .filter(Definition::hasNumbers)
                .map(Metric::code)
                .collect(Collectors.toCollection(TreeSet::new)));
    }
}
