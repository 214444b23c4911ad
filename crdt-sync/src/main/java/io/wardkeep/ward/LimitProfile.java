package io.wardkeep.ward;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The limits that hold at a bed until somebody sets others.
 *
 * @param name as the configuration calls it
 * @param limits by the metric's code
 */
public record LimitProfile(String name, SortedMap<Integer, Limits> limits) {

    /** Whose failing kills within minutes: urgent, and without a delay that would cost some of them. */
    private static final Set<String> VITAL = Set.of("spo2", "hr");

    private static final long HOLD_MILLIS = 5_000;
    private static final long DELAY_MILLIS = 5_000;

    /** Copies. */
    public LimitProfile {
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
    }

    /** The profile of that name. */
    public static Optional<LimitProfile> named(String name) {
        return switch (name) {
            case "adult" -> Optional.of(adult());
            case "none" -> Optional.of(new LimitProfile("none", new TreeMap<>()));
            default -> Optional.empty();
        };
    }

    /** What {@code source} of a limit says while this profile holds. */
    public String source() {
        return "profile " + name;
    }

    /** The limits of a metric; without any for one that the profile does not name. */
    public Limits of(int code) {
        Limits known = limits.get(code);
        return known != null ? known : limits(Optional.empty(), Optional.empty(), false, false);
    }

    private static LimitProfile adult() {
        SortedMap<Integer, Limits> limits = new TreeMap<>();
        for (Metric metric : Nomenclature.standard().metrics()) {
            if (metric.kind() == MetricKind.NUMERIC
                    && (metric.defaultLow().isPresent() || metric.defaultHigh().isPresent())) {
                limits.put(
                        metric.code(),
                        limits(metric.defaultLow(), metric.defaultHigh(), VITAL.contains(metric.key()), true));
            }
        }
        return new LimitProfile("adult", limits);
    }

    private static Limits limits(Optional<Decimal> low, Optional<Decimal> high, boolean vital, boolean enabled) {
        return new Limits(
                low,
                high,
                vital ? 0 : DELAY_MILLIS,
                HOLD_MILLIS,
                Decimal.of(0),
                vital ? AlertPriority.HIGH : AlertPriority.MEDIUM,
                false,
                enabled);
    }
}
