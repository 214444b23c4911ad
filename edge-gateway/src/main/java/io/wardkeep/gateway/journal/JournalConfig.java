package io.wardkeep.gateway.journal;

import io.wardkeep.ward.WardId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the journal lies and how much it keeps.
 *
 * @param directory the state directory; created for this user only when it is missing
 * @param witness the file that remembers the identity outside the database; best on another partition
 * @param machineId a file that tells this machine from others, {@code /etc/machine-id}
 * @param ward whose observations are written
 * @param site the site that this box was enrolled as; empty to choose one at the first start and keep it
 * @param retain how long readings are kept
 * @param reserveBytes room that is kept for alerts and audit when the disk is full; 0 for none
 * @param bounds of what waits
 */
public record JournalConfig(
        Path directory,
        Path witness,
        Path machineId,
        WardId ward,
        Optional<UUID> site,
        Duration retain,
        long reserveBytes,
        JournalBounds bounds) {

    /** Rejects a retention or a reserve that cannot be. */
    public JournalConfig {
        if (retain.isNegative() || retain.isZero() || reserveBytes < 0) {
            throw new IllegalArgumentException("retain " + retain + ", reserve " + reserveBytes);
        }
    }

    /** With the witness beside the database, where nothing better is configured. */
    public static JournalConfig of(Path directory, WardId ward, Optional<UUID> site, Duration retain, long reserve) {
        return new JournalConfig(
                directory,
                directory.resolve("witness"),
                Path.of("/etc/machine-id"),
                ward,
                site,
                retain,
                reserve,
                JournalBounds.ORDINARY);
    }

    /** The database's file. */
    Path file() {
        return file(directory);
    }

    /** The database's file in a state directory. */
    static Path file(Path directory) {
        return directory.resolve("journal.sqlite");
    }
}
