package io.wardkeep.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Who is shut out, as a text file of one box a line: {@code site-uuid reason}. A file that a person can read and mend,
 * and that never expires and locks everybody out.
 *
 * @param reasonBySite why each denied site is denied, in the order of the file
 */
public record DenyList(Map<UUID, String> reasonBySite) {

    /** Copies. */
    public DenyList {
        reasonBySite = Map.copyOf(reasonBySite);
    }

    /** Reads a file; a missing file denies nobody, a line that is not understood is an error rather than a gap. */
    public static DenyList read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new DenyList(Map.of());
        }
        Map<UUID, String> denied = new LinkedHashMap<>();
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.strip().split("\\s+", 2);
            try {
                denied.put(UUID.fromString(parts[0]), parts.length > 1 ? parts[1] : "no reason given");
            } catch (IllegalArgumentException notASite) {
                throw new IOException(file + " line " + number + ": \"" + parts[0] + "\" is not a site id");
            }
        }
        return new DenyList(denied);
    }

    /** Adds a box to a file, which stays its owner's or becomes its directory's owner's. */
    public static void append(Path file, UUID site, String reason) throws IOException {
        Path model = FileOwner.model(file);
        Files.writeString(
                file,
                site + " " + reason.replaceAll("\\s+", " ") + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
        FileOwner.copy(model, file);
    }

    /** Is this box shut out? */
    public boolean denies(PeerName peer) {
        return reasonBySite.containsKey(peer.site());
    }
}
