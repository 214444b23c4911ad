package io.wardkeep.simulator.patient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What happens in a ward, by time. As text, one step a line: when, at which bed, what, and how much of it, as in
 * {@code 10s #2 desaturation to=82 over=5s for=30s} and {@code 60s 7A-03 probe-off for=20s}; {@link #EPISODES} are the
 * things that can happen. {@code #} and a space begin a comment.
 *
 * @param steps in order of time
 */
public record Script(List<Step> steps) {

    /** Everything that can happen, as it is written. */
    public static final List<String> EPISODES = List.of(
            "desaturation to=82 over=5s for=30s",
            "sepsis to=80 over=10m for=20m",
            "hypovolaemia to=30 over=5m for=10m",
            "opioid to=90 over=1m for=5m",
            "asystole for=20s",
            "vt for=20s",
            "vf for=20s",
            "probe-off for=20s",
            "artefact for=10s",
            "stuck for=60s",
            "silence for=15s",
            "unplug for=5s",
            "garbage bytes=200",
            "bit-errors bits=100 for=30s",
            "drop-outs percent=10 for=30s",
            "disorder percent=10 for=30s",
            "clock-jump by=-3m");

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
        return new Step(duration(words[0]), words[1], episode(words[2], values));
    }

    private static Episode episode(String name, Map<String, String> values) {
        return switch (name) {
            case "desaturation" -> new Episode.Desaturation(course(values));
            case "sepsis" -> new Episode.Sepsis(course(values));
            case "hypovolaemia" -> new Episode.Hypovolaemia(course(values));
            case "opioid" -> new Episode.Opioid(course(values));
            case "asystole" -> new Episode.Arrhythmia(Rhythm.ASYSTOLE, duration(values, "for"));
            case "vt" -> new Episode.Arrhythmia(Rhythm.VENTRICULAR_TACHYCARDIA, duration(values, "for"));
            case "vf" -> new Episode.Arrhythmia(Rhythm.VENTRICULAR_FIBRILLATION, duration(values, "for"));
            case "probe-off" -> new Episode.ProbeOff(duration(values, "for"));
            case "artefact" -> new Episode.Artefact(duration(values, "for"));
            case "stuck" -> new Episode.Stuck(duration(values, "for"));
            case "silence" -> new Episode.Silence(duration(values, "for"));
            case "unplug" -> new Episode.Unplugged(duration(values, "for"));
            case "garbage" -> new Episode.Garbage(number(values, "bytes"));
            case "bit-errors" -> new Episode.BitErrors(number(values, "bits"), duration(values, "for"));
            case "drop-outs" -> new Episode.DropOuts(number(values, "percent"), duration(values, "for"));
            case "disorder" -> new Episode.Disorder(number(values, "percent"), duration(values, "for"));
            case "clock-jump" -> new Episode.ClockJump(signedDuration(value(values, "by")));
            default -> throw new IllegalArgumentException(name + " is none of " + String.join(", ", EPISODES));
        };
    }

    private static Course course(Map<String, String> values) {
        return new Course(number(values, "to"), duration(values, "over"), duration(values, "for"));
    }

    private static Duration signedDuration(String text) {
        return text.startsWith("-") ? duration(text.substring(1)).negated() : duration(text);
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

    /** {@code 250ms}, {@code 10s}, {@code 2m}, {@code 1h}. */
    public static Duration duration(String text) {
        String unit = text.replaceFirst("^[0-9]+", "");
        String digits = text.substring(0, text.length() - unit.length());
        if (digits.isEmpty() || digits.length() > 9) {
            throw new IllegalArgumentException("expected a duration like 250ms, 10s, 2m or 1h, not " + text);
        }
        long amount = Long.parseLong(digits);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> throw new IllegalArgumentException("expected a duration like 250ms, 10s, 2m or 1h, not " + text);
        };
    }
}
