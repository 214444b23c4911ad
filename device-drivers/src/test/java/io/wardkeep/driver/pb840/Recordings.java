package io.wardkeep.driver.pb840;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Captures that may be read and not shipped; they stand beside the repository where the project's data is. */
final class Recordings {

    private static final Path CAPTURES = Path.of("../../shared/data/captures");

    private Recordings() {}

    static Path file(String name) {
        return CAPTURES.resolve(name);
    }

    static byte[] read(String name) throws IOException {
        Path file = file(name);
        assumeTrue(Files.isReadable(file), () -> "not read, because it is not there: " + file.normalize());
        return Files.readAllBytes(file);
    }
}
