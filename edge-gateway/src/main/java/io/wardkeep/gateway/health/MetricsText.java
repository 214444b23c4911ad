package io.wardkeep.gateway.health;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a running gateway's {@code /metrics} say, read back. */
public final class MetricsText {

    private static final Pattern LINE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{([^}]*)\\})? ([-+0-9.eEInfNa]+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"([^\"]*)\"");

    private final List<Sample> samples;

    /**
     * One sample.
     *
     * @param name of the metric
     * @param labels by name
     * @param value the number
     */
    public record Sample(String name, Map<String, String> labels, double value) {

        /** Copies. */
        public Sample {
            labels = Map.copyOf(labels);
        }

        /** A label's value, or nothing. */
        public String label(String label) {
            return labels.getOrDefault(label, "");
        }
    }

    private MetricsText(List<Sample> samples) {
        this.samples = samples;
    }

    /** Reads Prometheus' text form; lines that are none are skipped. */
    public static MetricsText parse(String text) {
        List<Sample> samples = new ArrayList<>();
        text.lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                Map<String, String> labels = new HashMap<>();
                String inside = matcher.group(2);
                if (inside != null) {
                    Matcher label = LABEL.matcher(inside);
                    while (label.find()) {
                        labels.put(label.group(1), label.group(2));
                    }
                }
                samples.add(new Sample(matcher.group(1), labels, Double.parseDouble(matcher.group(3))));
            }
        });
        return new MetricsText(List.copyOf(samples));
    }

    /** All samples of a metric. */
    public List<Sample> of(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    /** The only sample of a metric. */
    public Optional<Double> value(String name) {
        return of(name).stream().findFirst().map(Sample::value);
    }

    /** The sample of a metric with this label. */
    public Optional<Double> value(String name, String label, String value) {
        return of(name).stream()
                .filter(sample -> sample.label(label).equals(value))
                .findFirst()
                .map(Sample::value);
    }
}
