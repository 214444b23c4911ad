package io.wardkeep.simulator.patient;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signals of a record in the format of PhysioNet's WFDB library: a header of text and files of samples in formats
 * 16, 80 and 212. Records of several segments are refused; each segment is a record of its own.
 *
 * <p>Source: header(5) and signal(5) of the WFDB Applications Guide.
 *
 * @param hertz frames a second
 * @param signals by their place in the header
 */
public record WfdbRecord(double hertz, List<Signal> signals) {

    private static final int NAME_FIELD = 8;
    private static final double DEFAULT_HERTZ = 250;
    private static final double DEFAULT_GAIN = 200;

    /** A signal, in its unit; NaN where there is no sample. */
    public static final class Signal {

        private final String name;
        private final String unit;
        private final double hertz;
        private final double[] samples;

        private Signal(String name, String unit, double hertz, double[] samples) {
            this.name = name;
            this.unit = unit;
            this.hertz = hertz;
            this.samples = samples;
        }

        /** As the header says. */
        public String name() {
            return name;
        }

        /** As the header says; mV where it says nothing. */
        public String unit() {
            return unit;
        }

        /** Samples a second. */
        public double hertz() {
            return hertz;
        }

        /** A copy. */
        double[] samples() {
            return samples.clone();
        }

        /** The value at a moment after the start, between samples on the line between them; repeated for ever. */
        double at(double seconds) {
            double position = seconds * hertz;
            long before = (long) Math.floor(position);
            double first = samples[(int) Math.floorMod(before, (long) samples.length)];
            double second = samples[(int) Math.floorMod(before + 1, (long) samples.length)];
            return first + (second - first) * (position - before);
        }
    }

    /** What a header says of a signal. */
    private record Description(
            String file,
            int format,
            int perFrame,
            long offset,
            double gain,
            double baseline,
            String unit,
            String name) {}

    /**
     * Reads a header and the files that it names beside it.
     *
     * @throws IOException if one cannot be read or is none of the formats
     */
    public static WfdbRecord read(Path header) throws IOException {
        List<String> lines = Files.readAllLines(header, StandardCharsets.ISO_8859_1).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        try {
            return read(header, lines);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException(header + " is no header of a WFDB record", e);
        }
    }

    private static WfdbRecord read(Path header, List<String> lines) throws IOException {
        String[] record = lines.getFirst().split("\\s+", -1);
        if (record[0].contains("/")) {
            throw new IOException(header + " has several segments: name one of them");
        }
        int count = Integer.parseInt(record[1]);
        double hertz = record.length > 2 ? leadingNumber(record[2]) : DEFAULT_HERTZ;
        Map<String, List<Description>> files = new HashMap<>();
        List<Description> descriptions = new ArrayList<>();
        for (String line : lines.subList(1, 1 + count)) {
            Description description = description(line);
            descriptions.add(description);
            files.computeIfAbsent(description.file(), _ -> new ArrayList<>()).add(description);
        }
        Map<Description, double[]> samples = new HashMap<>();
        for (Map.Entry<String, List<Description>> file : files.entrySet()) {
            byte[] bytes = Files.readAllBytes(header.resolveSibling(file.getKey()));
            samples.putAll(deal(decoded(bytes, file.getValue().getFirst()), file.getValue()));
        }
        List<Signal> signals = new ArrayList<>();
        for (Description description : descriptions) {
            double[] own = samples.getOrDefault(description, new double[0]);
            if (own.length == 0) {
                throw new IOException(description.file() + " has no samples of " + description.name());
            }
            signals.add(new Signal(description.name(), description.unit(), hertz * description.perFrame(), own));
        }
        return new WfdbRecord(hertz, List.copyOf(signals));
    }

    /**
     * FILE FORMAT[xPER_FRAME][:SKEW][+OFFSET] [GAIN[(BASELINE)][/UNIT] [BITS [ZERO [FIRST [CHECKSUM [BLOCK [NAME]]]]]]]
     */
    private static Description description(String line) {
        String[] fields = line.split("\\s+", NAME_FIELD + 1);
        String format = fields[1];
        int offset = format.indexOf('+');
        int times = format.indexOf('x');
        String gain = fields.length > 2 ? fields[2] : "";
        int zero = fields.length > 4 ? Integer.parseInt(fields[4]) : 0;
        int open = gain.indexOf('(');
        int slash = gain.indexOf('/');
        double perUnit = gain.isEmpty() ? 0 : leadingNumber(gain);
        return new Description(
                fields[0],
                (int) leadingNumber(format),
                times < 0 ? 1 : (int) leadingNumber(format.substring(times + 1)),
                offset < 0 ? 0 : Long.parseLong(format.substring(offset + 1)),
                perUnit == 0 ? DEFAULT_GAIN : perUnit,
                open < 0 ? zero : Double.parseDouble(gain.substring(open + 1, gain.indexOf(')'))),
                slash < 0 ? "mV" : gain.substring(slash + 1),
                fields.length > NAME_FIELD ? fields[NAME_FIELD].strip() : fields[0]);
    }

    private static double leadingNumber(String text) {
        int end = 0;
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        return Double.parseDouble(text.substring(0, end));
    }

    private static int[] decoded(byte[] bytes, Description file) throws IOException {
        int from = (int) Math.min(file.offset(), bytes.length);
        return switch (file.format()) {
            case 16 -> format16(bytes, from);
            case 80 -> format80(bytes, from);
            case 212 -> format212(bytes, from);
            // Any other number is bad input, not a missing case.
            default ->
                throw new IOException(file.file() + " has format " + file.format() + "; known are 16, 80 and 212");
        };
    }

    private static int[] format16(byte[] bytes, int from) {
        int[] samples = new int[(bytes.length - from) / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (bytes[from + 2 * i] & 0xFF | bytes[from + 2 * i + 1] << 8);
        }
        return marked(samples, Short.MIN_VALUE);
    }

    /** Eight bits with an offset of 128. */
    private static int[] format80(byte[] bytes, int from) {
        int[] samples = new int[bytes.length - from];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (bytes[from + i] & 0xFF) - 128;
        }
        return marked(samples, -128);
    }

    /** Two samples of twelve bits in three bytes: the middle byte has the high bits of both. */
    private static int[] format212(byte[] bytes, int from) {
        int[] samples = new int[(bytes.length - from) * 2 / 3];
        for (int i = 0; i < samples.length; i++) {
            int at = from + i / 2 * 3;
            int bits = i % 2 == 0
                    ? bytes[at] & 0xFF | (bytes[at + 1] & 0x0F) << 8
                    : bytes[at + 2] & 0xFF | (bytes[at + 1] & 0xF0) << 4;
            samples[i] = bits << 20 >> 20;
        }
        return marked(samples, -2_048);
    }

    /** Puts {@link Integer#MIN_VALUE} where the format's lowest number says that there is no sample. */
    private static int[] marked(int[] samples, int none) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = samples[i] == none ? Integer.MIN_VALUE : samples[i];
        }
        return samples;
    }

    /** Gives each signal of a file its samples: a frame has some of each, in the order of the header. */
    private static Map<Description, double[]> deal(int[] samples, List<Description> descriptions) {
        int perFrame = descriptions.stream().mapToInt(Description::perFrame).sum();
        int frames = samples.length / perFrame;
        Map<Description, double[]> dealt = new HashMap<>();
        int place = 0;
        for (Description description : descriptions) {
            double[] own = new double[frames * description.perFrame()];
            for (int i = 0; i < own.length; i++) {
                int sample = samples[i / description.perFrame() * perFrame + place + i % description.perFrame()];
                own[i] = sample == Integer.MIN_VALUE
                        ? Double.NaN
                        : (sample - description.baseline()) / description.gain();
            }
            place += description.perFrame();
            dealt.put(description, own);
        }
        return dealt;
    }

    /** A signal by one of its names. */
    Optional<Signal> named(List<String> names) {
        return names.stream()
                .flatMap(name -> signals.stream().filter(signal -> signal.name().equalsIgnoreCase(name)))
                .findFirst();
    }
}
