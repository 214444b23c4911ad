package io.wardkeep.driver.pb840;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A long report for tests: 169 fields with the document's widths, the counts as they come out. */
final class DciText {

    private final Map<Integer, String> fields = new TreeMap<>(Map.of(
            5, "14:30",
            6, "840 3512345678",
            7, "MAR 15 2024",
            13, "12.0",
            14, "0.45",
            18, "5.0",
            70, "16",
            71, "0.44",
            72, "6.90",
            73, "22.0"));

    DciText with(int field, String text) {
        fields.put(field, text);
        return this;
    }

    byte[] bytes() {
        StringBuilder data = new StringBuilder();
        for (int field = 5; field <= 173; field++) {
            int width = switch (field) {
                case 6 -> 18;
                case 7 -> 12;
                case 8 -> 9;
                default -> 6;
            };
            String text = fields.getOrDefault(field, "");
            data.append(text)
                    .append(" ".repeat(Math.max(0, width - text.length())))
                    .append(',');
        }
        data.append('\u0003');
        return ("MISCF," + data.length() + ",169,\u0002" + data + "\r").getBytes(StandardCharsets.US_ASCII);
    }
}
