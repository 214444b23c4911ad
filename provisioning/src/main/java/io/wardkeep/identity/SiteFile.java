package io.wardkeep.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * The site as which a gateway writes while nobody has enrolled it, in its state directory: an enrolment for that site
 * makes what it recorded meanwhile acceptable to the hub. There is none once the box is enrolled.
 */
public final class SiteFile {

    private static final String NAME = "site-to-enrol";

    private SiteFile() {}

    /** Leaves the site for an enrolment. */
    public static void write(Path state, UUID site) throws IOException {
        Files.writeString(state.resolve(NAME), site + "\n", StandardCharsets.UTF_8);
    }

    /** The site that was left, if any. */
    public static Optional<UUID> read(Path state) throws IOException {
        Path file = state.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file, StandardCharsets.UTF_8).strip();
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException garbled) {
            throw new IOException(file + " does not hold a site: remove it", garbled);
        }
    }

    /** Removes it; that there is none is fine. */
    public static void delete(Path state) throws IOException {
        Files.deleteIfExists(state.resolve(NAME));
    }
}
