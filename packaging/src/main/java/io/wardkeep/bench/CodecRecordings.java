package io.wardkeep.bench;

import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recordings of patients as a monitor would give them: numerics once a second, curves in runs of a second, each patient
 * a stream of its own.
 *
 * @param origin what is said about them
 * @param numerics one recording a patient
 * @param curves one recording a patient
 */
record CodecRecordings(String origin, List<Recording> numerics, List<Recording> curves) {

    private static final long SECOND = 1_000;
    private static final int HERTZ = 125;

    /** Begins with a span of the sealer: ten minutes are as many for it as for the recording. */
    private static final long START = 1_800_000_000_000L;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final int PER_CENT = 262688;
    private static final int BEATS = 264864;
    private static final int BREATHS = 264928;

    private record Value(String column, int code, int unit) {}

    private static final List<Value> VALUES = List.of(
            new Value("HR", 147842, BEATS),
            new Value("PULSE", 149530, BEATS),
            new Value("RESP", 151562, BREATHS),
            new Value("SpO2", 150456, PER_CENT));

    /** How many values {@link #poll} gives. */
    static final int POLL_VALUES = VALUES.size() + 1;

    /** The fifth value of a poll: another patient's breaths, so that it follows from none of the others. */
    private static final Value OTHER = new Value("RESP", 151594, BREATHS);

    private record Curve(String column, int code, int unit) {}

    private static final List<Curve> CURVES = List.of(
            new Curve("RESP", 151780, 266432),
            new Curve("PLETH", 150452, 262656),
            new Curve("V", 131331, 266418),
            new Curve("AVR", 131390, 266418),
            new Curve("II", 131330, 266418),
            new Curve("ART", 150032, 266016),
            new Curve("CVP", 150044, 266016));

    /** The recordings of a directory. */
    static CodecRecordings of(Path directory) throws IOException {
        return new CodecRecordings(
                directory.toString(), read(directory, "_Numerics.csv"), read(directory, "_Signals.csv"));
    }

    /** The numerics of the recordings of a directory whose numbers leave this over 2. */
    static CodecRecordings numbered(Path directory, int remainder) throws IOException {
        return new CodecRecordings(
                directory.toString(),
                read(directory, "_Numerics.csv", file -> number(file) % 2 == remainder),
                List.of());
    }

    /** The first number in a file's name. */
    private static int number(Path file) {
        Matcher digits = NUMBER.matcher(String.valueOf(file.getFileName()));
        return digits.find() ? Integer.parseInt(digits.group()) : 0;
    }

    /** The excerpt that is shipped: a few patients' numerics, a minute of one's curves. */
    static CodecRecordings shipped() {
        return new CodecRecordings(
                "the shipped excerpt (--recordings DIR for more)",
                Recording.BUNDLED.stream().map(Recording::bundledNumerics).toList(),
                List.of(Recording.bundledSignals()));
    }

    private static List<Recording> read(Path directory, String ending) throws IOException {
        return read(directory, ending, _ -> true);
    }

    private static List<Recording> read(Path directory, String ending, Predicate<Path> chosen) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file ->
                            file.toString().endsWith(ending) || file.toString().endsWith(ending + ".gz"))
                    .filter(chosen)
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IOException("no *" + ending + " in " + directory);
        }
        List<Recording> recordings = new ArrayList<>();
        for (Path file : files) {
            recordings.add(Recording.of(file));
        }
        return recordings;
    }

    /** The numerics, polled every second from {@code offsetMillis} on, up to {@code jitterMillis} early or late. */
    List<List<Reading>> numericStreams(long offsetMillis, int jitterMillis, RandomGenerator random) {
        List<List<Reading>> streams = new ArrayList<>();
        for (Recording recording : numerics) {
            List<Reading> readings = new ArrayList<>();
            for (int row = 0; row < recording.length(); row++) {
                long jitter = jitterMillis == 0 ? 0 : random.nextInt(2 * jitterMillis + 1);
                poll(recording, row, START + offsetMillis + row * SECOND + jitter, readings);
            }
            streams.add(readings);
        }
        return streams;
    }

    private static void poll(Recording recording, long row, long at, List<Reading> readings) {
        for (Value value : VALUES) {
            readings.add(reading(recording, value, row, at));
        }
    }

    private static Reading reading(Recording recording, Value value, long row, long at) {
        var number = recording.wholeAt(value.column, row);
        return number.isEmpty()
                ? Observation.missing(value.code, value.unit, Validity.INVALID, at)
                : new Observation(
                        value.code, number.getAsInt(), 0, value.unit, Validity.VALID, at, Reading.NO_DEVICE_TIME);
    }

    /**
     * One poll of the monitor of a bed; there are more beds than patients, and the recordings repeat for ever.
     *
     * @param bed counted from 0
     * @param row of the recordings
     */
    void poll(int bed, long row, long at, List<Reading> readings) {
        int patient = bed % numerics.size();
        int other = (bed + 1 + bed / numerics.size()) % numerics.size();
        poll(numerics.get(patient), row, at, readings);
        readings.add(reading(numerics.get(other), OTHER, row, at));
    }

    /** The curves in runs of a second. */
    List<List<Reading>> curveStreams() {
        List<List<Reading>> streams = new ArrayList<>();
        for (Recording recording : curves) {
            List<Reading> readings = new ArrayList<>();
            List<Curve> there = CURVES.stream()
                    .filter(curve -> !Double.isNaN(recording.at(curve.column, 0)))
                    .toList();
            List<int[]> columns = there.stream()
                    .map(curve -> converted(recording, curve.column))
                    .toList();
            for (int row = 0; row + HERTZ <= recording.length(); row += HERTZ) {
                for (int index = 0; index < there.size(); index++) {
                    readings.add(new Waveform(
                            there.get(index).code,
                            there.get(index).unit,
                            8_000_000,
                            0,
                            Arrays.copyOfRange(columns.get(index), row, row + HERTZ),
                            Validity.VALID,
                            START + row / HERTZ * SECOND,
                            Reading.NO_DEVICE_TIME));
                }
            }
            streams.add(readings);
        }
        return streams;
    }

    /**
     * What the converter in the device gave: the tables print physical units with five digits. The coarsest grid on
     * which every number of a column has its own point is the converter's.
     */
    private static int[] converted(Recording recording, String column) {
        TreeSet<Double> distinct = new TreeSet<>();
        for (int row = 0; row < recording.length(); row++) {
            distinct.add(recording.at(column, row));
        }
        double[] levels = distinct.stream().mapToDouble(Double::doubleValue).toArray();
        double step = grid(levels);
        int[] samples = new int[recording.length()];
        for (int row = 0; row < samples.length; row++) {
            samples[row] = (int) Math.round((recording.at(column, row) - levels[0]) / step);
        }
        return samples;
    }

    private static double grid(double[] levels) {
        double smallest = Double.MAX_VALUE;
        for (int index = 1; index < levels.length; index++) {
            smallest = Math.min(smallest, levels[index] - levels[index - 1]);
        }
        for (double step = smallest * 1.1; step > smallest / 8; step *= 0.9995) {
            double fitted = fit(levels, step);
            if (fits(levels, fitted)) {
                return fitted;
            }
        }
        return smallest;
    }

    /** The step nearest to {@code step} for the rounding of which the levels are least off. */
    private static double fit(double[] levels, double step) {
        double last = levels[levels.length - 1] - levels[0];
        return last / Math.round(last / step);
    }

    private static boolean fits(double[] levels, double step) {
        for (double level : levels) {
            double points = (level - levels[0]) / step;
            double rounding = 1.5 * (digit(level) + digit(levels[0]) + digit(levels[levels.length - 1]));
            if (Math.abs(points - Math.round(points)) * step > rounding) {
                return false;
            }
        }
        return true;
    }

    /** Half of the last of five digits. */
    private static double digit(double level) {
        return 0.5 * Math.pow(10, Math.floor(Math.log10(Math.max(Math.abs(level), 0.1))) - 4);
    }
}
