package io.wardkeep.hub.record;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.LostLives;
import io.wardkeep.sync.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/**
 * Which life this hub lives as a writer of dots. The database and a witness file beside it must agree that the last
 * life ended in order; otherwise a new incarnation begins before the first dot, so that a dot is never minted twice.
 *
 * @param self the actor of all that this hub writes from now on
 * @param nonce of this start
 * @param doubt why a new life began; empty when the last one goes on
 * @param lostLives earlier lives of which a restored database may have lost something, as far as that was noticed
 */
public record ReplicaIdentity(Actor self, UUID nonce, Optional<String> doubt, LostLives lostLives) {

    /**
     * New lives are numbered by the second in which they begin, at least one after the last: a hub that lost both of
     * its memories does not begin a life that it has had.
     */
    private static final Instant FIRST_LIFE = Instant.parse("2026-01-01T00:00:00Z");

    /** What one of the two memories says. */
    private record Memory(UUID site, int incarnation, UUID nonce, boolean clean) {

        @Override
        public String toString() {
            return site + " " + Integer.toUnsignedString(incarnation) + " " + nonce + " "
                    + (clean ? "clean" : "running");
        }
    }

    /**
     * Decides, and writes it down on both sides before the first dot.
     *
     * @param source a migrated database
     * @param witness the file outside of it
     * @param site who this hub was enrolled as; empty to keep the last site or to draw one
     * @throws StoreException when either memory cannot be kept
     */
    public static ReplicaIdentity begin(
            DataSource source, Path witness, Optional<UUID> site, InstantSource clock, RandomGenerator random) {
        try {
            Optional<Memory> file = readWitness(witness);
            Optional<Memory> database = readDatabase(source);
            UUID self = site.or(() -> database.map(Memory::site))
                    .or(() -> file.map(Memory::site))
                    .orElseGet(() -> new UUID(random.nextLong(), random.nextLong()));
            Optional<String> doubt = doubt(self, database, file);
            if (file.isPresent() && !file.equals(database)) {
                // Two memories that disagree: one of them is older than what was written, by any number of lives.
                noteLost(
                        source,
                        database.map(Memory::incarnation).orElse(1),
                        file.get().incarnation(),
                        doubt.orElse(""));
            }
            LostLives.Noted lost = lostLives(source);
            int incarnation = database.isPresent() && doubt.isEmpty()
                    ? database.get().incarnation()
                    : next(database, file, lost, clock);
            ReplicaIdentity identity = new ReplicaIdentity(
                    Actor.of(self, incarnation), new UUID(random.nextLong(), random.nextLong()), doubt, lost);
            identity.write(source, witness, false);
            return identity;
        } catch (IOException | SQLException unwritable) {
            throw new StoreException("the hub's identity cannot be kept", unwritable);
        }
    }

    /**
     * Remembers that something of this life, and of others up to one that a gateway has more of, may be lost here: the
     * next life takes it back.
     *
     * @param last up to which incarnation, unsigned
     * @throws StoreException when it cannot be kept
     */
    public void lost(DataSource source, int last, String why) {
        try {
            noteLost(source, self.incarnation(), last, why);
        } catch (SQLException unwritable) {
            throw new StoreException("a lost life cannot be noted", unwritable);
        }
    }

    /** From either of two lives to the other, both included. */
    private static void noteLost(DataSource source, int one, int other, String why) throws SQLException {
        long first = Math.min(Integer.toUnsignedLong(one), Integer.toUnsignedLong(other));
        long last = Math.max(Integer.toUnsignedLong(one), Integer.toUnsignedLong(other));
        try (Connection connection = source.getConnection()) {
            Sql.update(
                    connection,
                    "insert into lost_life (first, last, why) values (?, ?, ?) on conflict do nothing",
                    first,
                    last,
                    why);
        }
    }

    private static LostLives.Noted lostLives(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return new LostLives.Noted(Sql.query(
                            connection,
                            row -> Ranges.of(row.getLong(1), row.getLong(2)),
                            "select first, last from lost_life")
                    .stream()
                    .reduce(Ranges.EMPTY, Ranges::union));
        }
    }

    /** Says that this life may go on: everything that was minted is durable. */
    public void end(DataSource source, Path witness) {
        try {
            write(source, witness, true);
        } catch (IOException | SQLException unwritable) {
            throw new StoreException("the hub's identity cannot be kept", unwritable);
        }
    }

    private static Optional<String> doubt(UUID self, Optional<Memory> database, Optional<Memory> file) {
        if (database.isEmpty()) {
            return Optional.of(file.isPresent() ? "the database is new, the witness is not" : "first start");
        }
        if (file.isEmpty()) {
            return Optional.of("there is no witness");
        }
        if (!self.equals(database.get().site())) {
            return Optional.of("the hub was enrolled anew");
        }
        if (!database.get().equals(file.get())) {
            return Optional.of("the witness disagrees: unclean stop, or one of the two was restored");
        }
        return database.get().clean() ? Optional.empty() : Optional.of("the last stop was unclean");
    }

    private static int next(
            Optional<Memory> database, Optional<Memory> file, LostLives.Noted lost, InstantSource clock) {
        long known = Math.max(
                Integer.toUnsignedLong(database.map(Memory::incarnation).orElse(0)),
                Integer.toUnsignedLong(file.map(Memory::incarnation).orElse(0)));
        long last = Math.max(known, lost.incarnations().max());
        long now = clock.instant().getEpochSecond() - FIRST_LIFE.getEpochSecond();
        return (int) Math.max(last + 1, now);
    }

    private static Optional<Memory> readDatabase(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            List<Memory> found = Sql.query(
                    connection,
                    row -> new Memory(
                            row.getObject("site", UUID.class),
                            (int) row.getLong("incarnation"),
                            row.getObject("nonce", UUID.class),
                            row.getBoolean("clean")),
                    "select site, incarnation, nonce, clean from identity");
            return found.stream().findFirst();
        }
    }

    /** Empty when there is none or when it is not one of ours. */
    private static Optional<Memory> readWitness(Path witness) throws IOException {
        try {
            String[] fields =
                    Files.readString(witness, StandardCharsets.US_ASCII).strip().split(" ", -1);
            return fields.length != 4
                    ? Optional.empty()
                    : Optional.of(new Memory(
                            UUID.fromString(fields[0]),
                            Integer.parseUnsignedInt(fields[1]),
                            UUID.fromString(fields[2]),
                            fields[3].equals("clean")));
        } catch (NoSuchFileException | IllegalArgumentException | CharacterCodingException unknown) {
            return Optional.empty();
        }
    }

    private void write(DataSource source, Path witness, boolean clean) throws IOException, SQLException {
        writeWitness(witness, new Memory(self.site(), self.incarnation(), nonce, clean));
        try (Connection connection = source.getConnection()) {
            Sql.update(connection, """
                    insert into identity (one, site, incarnation, nonce, clean) values (true, ?, ?, ?, ?)
                    on conflict (one) do update set site = excluded.site, incarnation = excluded.incarnation,
                        nonce = excluded.nonce, clean = excluded.clean
                    """, self.site(), Integer.toUnsignedLong(self.incarnation()), nonce, clean);
        }
    }

    private static void writeWitness(Path witness, Memory memory) throws IOException {
        Path fresh = witness.resolveSibling(witness.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer content = StandardCharsets.US_ASCII.encode(memory + "\n");
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(fresh, witness, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory =
                FileChannel.open(witness.toAbsolutePath().resolveSibling(".").normalize(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
