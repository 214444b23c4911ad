package io.wardkeep.driver.intellivue;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shared recording of an M8000's serial port, which its terms keep out of this repository. */
final class Recording {

    private static final Path FOLDER = Path.of("../../shared/data/captures/philips-intellivue");

    /** Everything that the monitor sent. */
    static final Path SERIAL = FOLDER.resolve("intellivue_serial_part1.raw");

    private Recording() {}

    static byte[] serial() throws IOException {
        return Files.readAllBytes(present(SERIAL));
    }

    /** Rows of a table without its head. */
    static List<String[]> table(String name) throws IOException {
        return Files.readAllLines(file(name)).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }

    static List<String> lines(String name) throws IOException {
        return Files.readAllLines(file(name));
    }

    private static Path file(String name) {
        return present(FOLDER.resolve(name));
    }

    private static Path present(Path file) {
        assumeTrue(Files.exists(file), () -> "skipped: the shared recording " + file + " is absent");
        return file;
    }
}
