package io.wardkeep.simulator.patient;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;

/**
 * Columns of a CSV file of the BIDMC data set: a header, then a time and numbers. Files may be gzipped. {@code NaN} and
 * empty cells are moments without a measurement.
 */
public final class Recording {

    /** Records whose numerics are bundled. */
    public static final List<String> BUNDLED = List.of("01", "03", "06", "07", "23", "36");

    private static final String SIGNALS_OF = "01";

    private final List<String> columns;
    private final List<double[]> rows;

    private Recording(List<String> columns, List<double[]> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** The bundled numerics of one of {@link #BUNDLED}. */
    public static Recording bundledNumerics(String record) {
        return bundled("bidmc_" + record + "_Numerics.csv.gz");
    }

    /** The bundled minute of curves. */
    public static Recording bundledSignals() {
        return bundled("bidmc_" + SIGNALS_OF + "_Signals.csv.gz");
    }

    private static Recording bundled(String resource) {
        try (InputStream in = Objects.requireNonNull(Recording.class.getResourceAsStream(resource), resource)) {
            return parse(new GZIPInputStream(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A file.
     *
     * @throws IOException if it cannot be read or is no such table
     */
    public static Recording of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in);
        }
    }

    private static Recording parse(InputStream in) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String header = reader.readLine();
        if (header == null) {
            throw new IOException("empty recording");
        }
        List<String> columns = cells(header);
        List<double[]> rows = reader.lines()
                .filter(line -> !line.isBlank())
                .map(Recording::row)
                .toList();
        if (rows.isEmpty() || rows.stream().anyMatch(row -> row.length != columns.size())) {
            throw new IOException("not a table of " + columns);
        }
        return new Recording(columns, rows);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::trim).toList();
    }

    private static double[] row(String line) {
        return cells(line).stream()
                .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
                .toArray();
    }

    /** How many rows. */
    public int length() {
        return rows.size();
    }

    /** A number, or NaN where nothing was measured or the column does not exist. The table repeats for ever. */
    public double at(String column, long row) {
        int index = columns.indexOf(column);
        return index < 0 ? Double.NaN : rows.get((int) Math.floorMod(row, (long) rows.size()))[index];
    }

    /** A whole number, or empty. */
    public OptionalInt wholeAt(String column, long row) {
        double number = at(column, row);
        return Double.isNaN(number) ? OptionalInt.empty() : OptionalInt.of((int) Math.round(number));
    }
}
