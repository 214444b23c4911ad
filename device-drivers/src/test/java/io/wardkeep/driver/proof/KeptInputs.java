package io.wardkeep.driver.proof;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Of thousands of inputs that a run found, those few that are replayed in every check: the shortest for each thing that
 * the driver can be made to say.
 */
final class KeptInputs {

    private static final int KINDS_MAX = 150;
    private static final int INPUT_BYTES_MAX = 512;

    private KeptInputs() {}

    /** Writes them down; those that are findings first and whatever their length. */
    static void write(Driver driver, List<byte[]> findings, List<byte[]> inputs) throws IOException {
        Map<String, String> shortest = new TreeMap<>();
        for (byte[] input : inputs) {
            if (input.length <= INPUT_BYTES_MAX) {
                String hex = HexFormat.of().formatHex(input);
                for (String kind : kinds(driver, input)) {
                    shortest.merge(kind, hex, KeptInputs::shorter);
                }
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("# The shortest input for each thing that " + driver.name()
                + " says: how it is cut, then the bytes. Written by packaging/soak fuzz-drivers --keep.");
        findings.forEach(finding -> lines.add(HexFormat.of().formatHex(finding)));
        lines.addAll(new TreeSet<>(
                shortest.values().stream().distinct().limit(KINDS_MAX).toList()));
        Path file = Seeds.keptFile(driver);
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }

    private static Set<String> kinds(Driver driver, byte[] input) {
        Set<String> kinds = new TreeSet<>();
        Garbling.feed(driver.open(), input, event -> kinds.add(kind(event)));
        return kinds;
    }

    private static String kind(DriverEvent event) {
        return switch (event) {
            case DriverEvent.Measured(Reading reading) -> "measured " + reading.code() + " " + reading.validity();
            case DriverEvent.MeasuredByPart(var _, Reading reading) ->
                "of a part " + reading.code() + " " + reading.validity();
            case DriverEvent.Technical(var condition, var present) -> "technical " + condition + " " + present;
            case DriverEvent.DeviceAlert alert -> "alarm " + alert.code() + " " + alert.present();
            case DriverEvent.Identity _ -> "identity";
            case DriverEvent.LeftOut _ -> "left out";
            case DriverEvent.Relayed(var place, var equipment, var _) ->
                "relayed" + (place.isEmpty() ? "" : " place") + (equipment.isEmpty() ? "" : " equipment");
            case DriverEvent.Moved moved -> "moved " + moved.stays();
            case DriverEvent.Malformed(var reason, var _) -> "malformed " + reason;
            case DriverEvent.Acknowledge(var bytes, var _, var _) -> "acknowledge " + bytes.remaining();
            case DriverEvent.Transmit(var bytes) -> "transmit " + bytes.remaining();
        };
    }

    private static String shorter(String one, String other) {
        return one.length() < other.length() || (one.length() == other.length() && one.compareTo(other) < 0)
                ? one
                : other;
    }
}
