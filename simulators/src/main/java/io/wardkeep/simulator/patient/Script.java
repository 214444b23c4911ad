package io.wardkeep.simulator.patient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What happens in a ward, by time. As text, one step a line: {@code 10s #2 desaturation to=82 over=5s for=30s},
 * {@code 60s 7A-03 probe-off for=20s}, {@code 80s #4 silence for=15s}, {@code 90s #1 garbage bytes=200}, {@code 2m #1
 * unplug for=5s}; {@code #} and a space begin a comment.
 *
 * @param steps in order of time
 */
public record Script(List<Step> steps) {

    /** Nothing happens. */
    public static final Script QUIET = new Script(List.of());

    /** The second bed's patient desaturates to 82 % from the tenth second on. */
    public static final String DEMO_DESATURATION = "10s #2 desaturation to=82 over=5s for=40s\n";

    /** Sorts by time. */
    public Script {
        steps = steps.stream().sorted(Comparator.comparing(Step::at)).toList();
    }

    /** Reads the text form; throws IllegalArgumentException naming the line that is wrong. */
    public static Script parse(String text) {
        List<Step> steps = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String trimmed = line.strip();
            if (trimmed.isEmpty() || "#".equals(trimmed) || trimmed.startsWith("# ")) {
                continue;
            }
            try {
                steps.add(step(trimmed));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("script line " + number + ": " + e.getMessage(), e);
            }
        }
        return new Script(steps);
    }

    /** The steps of one bed. */
    public List<Step> of(String bed, int place) {
        return steps.stream()
                .filter(step -> step.bed().equals(bed) || step.bed().equals("#" + place))
                .toList();
    }

    private static Step step(String line) {
        String[] words = line.split("\\s+");
        if (words.length < 3) {
            throw new IllegalArgumentException("expected: time bed episode key=value …");
        }
        Map<String, String> values = new HashMap<>();
        Arrays.stream(words).skip(3).forEach(word -> {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("expected key=value, not " + word);
            }
            values.put(word.substring(0, equals), word.substring(equals + 1));
        });
        Episode episode = switch (words[2]) {
            case "desaturation" ->
                new Episode.Desaturation(number(values, "to"), duration(values, "over"), duration(values, "for"));
            case "probe-off" -> new Episode.ProbeOff(duration(values, "for"));
            case "silence" -> new Episode.Silence(duration(values, "for"));
            case "unplug" -> new Episode.Unplugged(duration(values, "for"));
            case "garbage" -> new Episode.Garbage(number(values, "bytes"));
            default ->
                throw new IllegalArgumentException(
                        words[2] + " is none of desaturation, probe-off, silence, unplug, garbage");
        };
        return new Step(duration(words[0]), words[1], episode);
    }

    private static String value(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + "= is missing");
        }
        return value;
    }

    private static int number(Map<String, String> values, String key) {
        return Integer.parseInt(value(values, key));
    }

    private static Duration duration(Map<String, String> values, String key) {
        return duration(value(values, key));
    }

    /** {@code 250ms}, {@code 10s}, {@code 2m}. */
    public static Duration duration(String text) {
        String unit = text.replaceFirst("^[0-9]+", "");
        String digits = text.substring(0, text.length() - unit.length());
        if (digits.isEmpty() || digits.length() > 9) {
            throw new IllegalArgumentException("expected a duration like 250ms, 10s or 2m, not " + text);
        }
        long amount = Long.parseLong(digits);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> throw new IllegalArgumentException("expected a duration like 250ms, 10s or 2m, not " + text);
        };
    }
}
