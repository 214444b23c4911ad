package io.wardkeep.ward;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The metrics and units that Wardkeep knows, by ISO/IEEE 11073-10101 code. Immutable; the tables are resources beside
 * this class and their origin is noted there.
 */
public final class Nomenclature {

    /** Loads on first use, once, guarded by class initialisation. */
    private static final class Standard {
        private static final Nomenclature LOADED = load();
    }

    private final Map<Integer, Metric> metricByCode = new LinkedHashMap<>();
    private final Map<String, Metric> metricByName = new HashMap<>();
    private final Map<Integer, Unit> unitByCode = new LinkedHashMap<>();
    private final Map<String, Unit> unitByUcum = new HashMap<>();
    /**
     * The form of a unit that FHIR's vital-signs profiles ask for ({@code /min} for beats per minute), by unit code.
     */
    private final Map<Integer, String> fhirUcumByUnit = new HashMap<>();

    private Nomenclature() {}

    /** The tables of this release. */
    public static Nomenclature standard() {
        return Standard.LOADED;
    }

    /** The metric of a context-free code, or of another number that means it. */
    public Optional<Metric> metric(int code) {
        return Optional.ofNullable(metricByCode.get(code));
    }

    /** The metric of a reference id (any of its synonyms) or of a number in decimal digits. */
    public Optional<Metric> metric(String refIdOrNumber) {
        return Optional.ofNullable(metricByName.get(refIdOrNumber));
    }

    /** Everything that {@link #metric(String)} knows: reference ids, synonyms, numbers. */
    public Set<String> metricNames() {
        return Collections.unmodifiableSet(metricByName.keySet());
    }

    /** Every metric once, in the order of the table. */
    public Collection<Metric> metrics() {
        return metricByCode.values().stream().distinct().toList();
    }

    /** The unit of a context-free code. */
    public Optional<Unit> unit(int code) {
        return Optional.ofNullable(unitByCode.get(code));
    }

    /** The unit of a UCUM code; where several share it, the first of the table. */
    public Optional<Unit> unit(String ucum) {
        return Optional.ofNullable(unitByUcum.get(ucum));
    }

    /**
     * The metric's own unit, when {@code ucum} is one of the ways to say it ({@code {beat}/min} and {@code /min} both
     * mean beats per minute for a heart rate). Empty for any other unit: a value in another unit than its metric's is
     * refused, never guessed at.
     */
    public Optional<Unit> unit(Metric metric, String ucum) {
        return metric.unit()
                .filter(own -> own.ucum().equals(ucum)
                        || ucum.equals(fhirUcumByUnit.get(own.code()))
                        || own.refId().equals(ucum));
    }

    /** All units, in the order of the table. */
    public Collection<Unit> units() {
        return Collections.unmodifiableCollection(unitByCode.values());
    }

    private static Nomenclature load() {
        Nomenclature loaded = new Nomenclature();
        CsvTable.rows("units.csv").forEach(loaded::addUnit);
        Map<String, String> labels = new HashMap<>();
        CsvTable.rows("labels.csv").forEach(row -> labels.put(cell(row, "key"), cell(row, "label")));
        for (Map<String, String> row : CsvTable.rows("nomenclature.csv")) {
            loaded.addMetric(row, labels);
        }
        CsvTable.rows("synonyms.csv").forEach(loaded::addSynonym);
        return loaded;
    }

    private void addUnit(Map<String, String> row) {
        Unit unit =
                new Unit(Integer.parseInt(cell(row, "mdc_unit_code")), cell(row, "mdc_unit_refid"), cell(row, "ucum"));
        unitByCode.put(unit.code(), unit);
        if (!unit.ucum().isEmpty()) {
            unitByUcum.putIfAbsent(unit.ucum(), unit);
        }
        if (!cell(row, "fhir_vitalsign_ucum").isEmpty()) {
            fhirUcumByUnit.put(unit.code(), cell(row, "fhir_vitalsign_ucum"));
        }
    }

    private void addMetric(Map<String, String> row, Map<String, String> labels) {
        String key = cell(row, "key");
        String label = labels.get(key);
        if (label == null) {
            throw new IllegalStateException("labels.csv has no label for " + key);
        }
        Metric metric = new Metric(
                Integer.parseInt(cell(row, "mdc_cf_code10")),
                cell(row, "mdc_refid"),
                key,
                label,
                kind(cell(row, "kind")),
                cell(row, "mdc_unit_code").isEmpty()
                        ? Optional.empty()
                        : unit(Integer.parseInt(cell(row, "mdc_unit_code"))),
                number(row, "plausible_low"),
                number(row, "plausible_high"),
                number(row, "adult_alarm_default_low"),
                number(row, "adult_alarm_default_high"));
        // An invasive pressure is listed as a panel and again as its waveform, with one code: the waveform has samples
        // to be checked and drawn, so it is the one that a code stands for.
        Metric before = metricByCode.get(metric.code());
        if (before == null || metric.kind() == MetricKind.WAVEFORM) {
            metricByCode.put(metric.code(), metric);
            metricByName.put(metric.refId(), metric);
            metricByName.put(Integer.toString(metric.code()), metric);
        }
    }

    private void addSynonym(Map<String, String> row) {
        int canonical = Integer.parseInt(cell(row, "canonical_code"));
        Metric metric = metric(canonical)
                .orElseThrow(() -> new IllegalStateException("synonyms.csv names the unknown metric " + canonical));
        String refId = cell(row, "mdc_refid");
        if (!refId.isEmpty()) {
            metricByName.put(refId, metric);
        }
        metricByCode.put(Integer.parseInt(cell(row, "mdc_code")), metric);
        metricByName.put(cell(row, "mdc_code"), metric);
    }

    private static MetricKind kind(String text) {
        return switch (text) {
            case "numeric" -> MetricKind.NUMERIC;
            case "wave" -> MetricKind.WAVEFORM;
            case "compound", "compound+wave" -> MetricKind.COMPOUND;
            case "setting" -> MetricKind.SETTING;
            case "enum" -> MetricKind.ENUMERATION;
            case "string" -> MetricKind.TEXT;
            default -> throw new IllegalStateException("nomenclature.csv has the unknown kind " + text);
        };
    }

    private static Optional<Decimal> number(Map<String, String> row, String column) {
        String text = cell(row, column);
        return text.isEmpty() ? Optional.empty() : Optional.of(Decimal.parse(text));
    }

    private static String cell(Map<String, String> row, String column) {
        String text = row.get(column);
        if (text == null) {
            throw new IllegalStateException("a table lost its column " + column);
        }
        return text;
    }
}
