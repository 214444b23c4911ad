package io.wardkeep.driver.hl7;

import io.wardkeep.ward.Metric;
import io.wardkeep.ward.MetricKind;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The metrics of the nomenclature by what a message calls them, found without making a text. Immutable. */
final class MetricTable {

    /** Codes of all metrics that have numbers. */
    static final SortedSet<Integer> CODES = codes();

    private static final MetricTable STANDARD = new MetricTable();

    private final Entry[] slots = new Entry[2_048];
    private final Map<Integer, List<String>> unitNames = new HashMap<>();

    private record Entry(String name, Metric metric) {}

    private MetricTable() {
        Nomenclature standard = Nomenclature.standard();
        standard.metricNames().forEach(name -> put(name, standard.metric(name).orElseThrow()));
        for (Metric metric : standard.metrics()) {
            unitNames.put(metric.code(), unitNames(metric));
        }
    }

    static MetricTable standard() {
        return STANDARD;
    }

    private static SortedSet<Integer> codes() {
        return Collections.unmodifiableSortedSet(Nomenclature.standard().metrics().stream()
                .filter(MetricTable::hasNumbers)
                .map(Metric::code)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** May a row give a number of it? */
    static boolean hasNumbers(Metric metric) {
        return metric.unit().isPresent()
                && (metric.kind() == MetricKind.NUMERIC || metric.kind() == MetricKind.SETTING);
    }

    /** Every way to say the metric's own unit: its reference id, its UCUM code, and how FHIR writes it. */
    private static List<String> unitNames(Metric metric) {
        List<String> names = new ArrayList<>();
        for (Unit unit : Nomenclature.standard().units()) {
            if (unit.code() == metric.unitCode()) {
                names.add(unit.refId());
            }
            if (Nomenclature.standard().unit(metric, unit.ucum()).isPresent() && !names.contains(unit.ucum())) {
                names.add(unit.ucum());
            }
        }
        return names;
    }

    private void put(String name, Metric metric) {
        int slot = hash(name) & slots.length - 1;
        while (slots[slot] != null) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = new Entry(name, metric);
    }

    private static int hash(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = 31 * hash + name.charAt(i);
        }
        return hash * 0x9E3779B9 >>> 16;
    }

    /** The metric whose name was found in the message. */
    @Nullable Metric found(Hl7Message message) {
        int hash = 0;
        for (int at = message.from; at < message.until; at++) {
            hash = 31 * hash + message.bytes[at];
        }
        int slot = (hash * 0x9E3779B9 >>> 16) & slots.length - 1;
        for (Entry entry = slots[slot]; entry != null; entry = slots[slot]) {
            if (message.equal(entry.name())) {
                return entry.metric();
            }
            slot = slot + 1 & slots.length - 1;
        }
        return null;
    }

    /** The metric of a coded field: by reference id, by number only where there is no reference id. */
    @Nullable Metric coded(Hl7Message message, int field) {
        if (message.component(field, 2) || message.component(field, 1)) {
            return found(message);
        }
        return null;
    }

    /** Does a field of units name the metric's own? */
    boolean inOwnUnit(Hl7Message message, int field, Metric metric) {
        for (int triple = 1; triple <= 4; triple += 3) {
            boolean named = message.component(field, triple + 1);
            if (named && isUnit(message, metric)) {
                return true;
            }
            if (message.component(field, triple) && isUnit(message, metric)) {
                return true;
            }
            if (!named
                    && message.component(field, triple)
                    && message.number()
                    && message.mantissa == metric.unitCode()) {
                return true;
            }
        }
        return false;
    }

    private boolean isUnit(Hl7Message message, Metric metric) {
        List<String> names = unitNames.getOrDefault(metric.code(), List.of());
        for (int i = 0; i < names.size(); i++) {
            if (message.equal(names.get(i))) {
                return true;
            }
        }
        return false;
    }
}
