package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Actor;
import io.wardkeep.sync.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

/**
 * Who this box is and which life it lives. It goes on with its last life only if the database, the witness and the
 * machine all say so and that life ended in order; otherwise it begins a new one before the first dot, so that a dot is
 * never minted twice.
 *
 * @param self the actor of all that is written from now on
 * @param nonce of this start
 * @param fingerprint of the machine and the state directory
 * @param began why a new life began; empty when the last one goes on
 */
record Identity(Actor self, long nonce, String fingerprint, Optional<String> began) {

    /**
     * New lives are numbered by the second in which they begin, at least one after the last: a clone, or a box that
     * lost both of its memories, does not begin a life that somebody else has had.
     */
    private static final Instant FIRST_LIFE = Instant.parse("2026-01-01T00:00:00Z");

    private record Stored(UUID site, int incarnation, long nonce, String fingerprint, boolean clean) {}

    /**
     * Decides, and writes it down on both sides before the first dot.
     *
     * @param site the site that this box was enrolled as; empty to keep the last one or to choose one
     */
    static Identity begin(
            Database database,
            Path witnessFile,
            Optional<UUID> site,
            String fingerprint,
            InstantSource clock,
            RandomGenerator random) {
        try {
            Optional<Witness> witness = Witness.read(witnessFile);
            Optional<Stored> stored = read(database);
            UUID self = site.or(() -> stored.map(Stored::site))
                    .or(() -> witness.map(Witness::site))
                    .orElseGet(() -> new UUID(random.nextLong(), random.nextLong()));
            Optional<String> doubt = doubt(self, stored, witness, fingerprint)
                    .or(() -> Forks.open(database).stream()
                            .map(Forks.Fork::detail)
                            .findFirst());
            int last = stored.isPresent() && doubt.isEmpty()
                    ? stored.get().incarnation()
                    : next(
                            stored.map(Stored::incarnation),
                            witness.map(Witness::incarnation),
                            Forks.highest(database),
                            clock);
            Identity identity = new Identity(Actor.of(self, last), random.nextLong(), fingerprint, doubt);
            new Witness(self, last, identity.nonce, false).write(witnessFile);
            identity.store(database, false);
            return identity;
        } catch (IOException unwritable) {
            throw new StoreException("the witness " + witnessFile + " cannot be kept", unwritable);
        }
    }

    /** Says that this life may go on: everything that was minted is durable. */
    void end(Database database, Path witnessFile) {
        try {
            store(database, true);
            new Witness(self.site(), self.incarnation(), nonce, true).write(witnessFile);
        } catch (IOException unwritable) {
            throw new StoreException("the witness " + witnessFile + " cannot be kept", unwritable);
        }
    }

    private static Optional<String> doubt(
            UUID self, Optional<Stored> stored, Optional<Witness> witness, String fingerprint) {
        if (stored.isEmpty()) {
            return Optional.of(witness.isPresent() ? "the database is new, the witness is not" : "first start");
        }
        if (witness.isEmpty()) {
            return Optional.of("there is no witness");
        }
        Stored database = stored.get();
        if (!self.equals(database.site())) {
            return Optional.of("the box was enrolled anew");
        }
        if (!database.site().equals(witness.get().site())
                || database.incarnation() != witness.get().incarnation()
                || database.nonce() != witness.get().nonce()) {
            return Optional.of("the witness disagrees: the database or the witness was restored");
        }
        if (!database.fingerprint().equals(fingerprint)) {
            return Optional.of("the machine or the state directory is another one");
        }
        return database.clean() && witness.get().clean() ? Optional.empty() : Optional.of("the last stop was unclean");
    }

    private static int next(Optional<Integer> stored, Optional<Integer> witness, long forked, InstantSource clock) {
        long last = Math.max(
                forked, Math.max(Integer.toUnsignedLong(stored.orElse(0)), Integer.toUnsignedLong(witness.orElse(0))));
        long now = clock.instant().getEpochSecond() - FIRST_LIFE.getEpochSecond();
        return (int) Math.max(last + 1, now);
    }

    private static Optional<Stored> read(Database database) {
        return database.first(
                "SELECT site, incarnation, nonce, fingerprint, clean FROM identity",
                row -> new Stored(
                        Columns.site(row.getBytes(1)),
                        (int) row.getLong(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getInt(5) == 1));
    }

    private void store(Database database, boolean clean) {
        database.update(
                "INSERT OR REPLACE INTO identity (one, site, incarnation, nonce, fingerprint, clean)"
                        + " VALUES (1, ?, ?, ?, ?, ?)",
                Columns.site(self.site()),
                Columns.incarnation(self.incarnation()),
                nonce,
                fingerprint,
                clean ? 1 : 0);
    }

    /**
     * What tells this machine and state directory from others: changes when the directory is copied or restored file by
     * file, or when the machine is another one.
     */
    static String fingerprint(Path machineId, Path directory) {
        try {
            CRC32C sum = new CRC32C();
            if (Files.isReadable(machineId)) {
                sum.update(Files.readString(machineId, StandardCharsets.US_ASCII)
                        .strip()
                        .getBytes(StandardCharsets.US_ASCII));
            }
            return HexFormat.of().toHexDigits((int) sum.getValue()) + "/" + Files.getAttribute(directory, "unix:ino");
        } catch (IOException unreadable) {
            throw new StoreException("cannot tell this machine from others", unreadable);
        }
    }
}
