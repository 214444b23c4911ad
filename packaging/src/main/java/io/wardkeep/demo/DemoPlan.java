package io.wardkeep.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the demonstration consists of: where everything listens and lies, and how long it goes on.
 *
 * @param home the built programs
 * @param directory state, logs and identities
 * @param portBase first of twenty ports
 * @param lasting how long the story runs once every tile is live; zero means until it is stopped
 * @param offline how long one ward's link is cut in the middle; zero means never
 */
public record DemoPlan(Path home, Path directory, int portBase, Duration lasting, Duration offline) {

    /** Beds of each ward. */
    public static final int BEDS_PER_WARD = 6;

    /** The two wards; the first is the one that is cut off. */
    public static final List<String> WARDS = List.of("7A", "7B");

    /** Where the hub's console is. */
    public URI console() {
        return URI.create("http://127.0.0.1:" + portBase + "/");
    }

    /** Where gateways reach the hub; each ward's link proxy stands before it. */
    public int syncPort() {
        return portBase + 1;
    }

    /** Where boxes enrol. */
    public int enrolmentPort() {
        return portBase + 2;
    }

    /** The near end of a ward's link to the hub. */
    public int linkPort(int ward) {
        return portBase + 10 * (ward + 1);
    }

    /** A ward's MQTT listener. */
    public int mqttPort(int ward) {
        return linkPort(ward) + 1;
    }

    /** Where a ward's page is. */
    public URI page(int ward) {
        return URI.create("http://127.0.0.1:" + (linkPort(ward) + 2) + "/");
    }

    /** A program of the build. */
    public String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** Deletes the directory with everything in it. */
    public void clear() throws IOException {
        clear(directory);
    }

    /** Deletes a directory with everything in it, when there is one. */
    public static void clear(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
