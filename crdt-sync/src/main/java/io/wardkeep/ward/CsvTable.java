package io.wardkeep.ward;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A comma-separated resource with a header line, quotes as in RFC 4180 but no line breaks inside them. Our own
 * resources only: a broken one is a broken build, hence the exceptions.
 */
final class CsvTable {

    private CsvTable() {}

    /** The rows of a resource beside this class, each by column name. */
    static List<Map<String, String>> rows(String resource) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> lines = lines(resource);
        List<String> header = cells(lines.getFirst());
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            if (cells.size() != header.size()) {
                throw new IllegalStateException(resource + " has a row of " + cells.size() + " cells: " + line);
            }
            Map<String, String> row = new HashMap<>();
            for (int column = 0; column < cells.size(); column++) {
                row.put(header.get(column), cells.get(column));
            }
            rows.add(row);
        }
        return rows;
    }

    static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int index = 0; index < line.length(); index++) {
            char next = line.charAt(index);
            if (next == '"' && quoted && index + 1 < line.length() && line.charAt(index + 1) == '"') {
                cell.append('"');
                index++;
            } else if (next == '"') {
                quoted = !quoted;
            } else if (next == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(next);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static List<String> lines(String resource) {
        try (InputStream stream = CsvTable.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + resource + " is not in the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
        }
    }
}
