package io.wardkeep.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The death of a PostgreSQL that this test started. */
final class Killing {

    private Killing() {}

    static void kill(Path directory) throws IOException {
        String pid = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid"), StandardCharsets.UTF_8)
                .getFirst();
        ProcessHandle server = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        server.destroyForcibly();
        server.onExit().join();
    }
}
