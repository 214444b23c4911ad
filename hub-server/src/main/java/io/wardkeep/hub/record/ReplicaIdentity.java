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
 * Which life this hub lives as a writer of dots: every start begins a new one before the first dot, so that a dot is
 * never minted twice, whatever copy of the database it starts with. Where the database and a witness file beside it
 * disagree, one of them is older than what was written, and the lives between are noted as possibly lost.
 *
 * @param self the actor of all that this hub writes from now on
 * @param nonce of this start
 * @param previous the life before, unsigned, as far as the database knows; 0 for none
 * @param doubt why something of earlier lives may be lost here; empty when nothing says so
 * @param lostLives earlier lives of which a restored database may have lost something, as far as that was noticed
 */
public record ReplicaIdentity(Actor self, UUID nonce, int previous, Optional<String> doubt, LostLives lostLives) {

    /**
     * New lives are numbered by the second in which they begin, at least one after the last: a hub that lost both of
     * its memories does not begin a life that it has had.
     */
    private static final Instant FIRST_LIFE = Instant.parse("2026-01-01T00:00:00Z");

    /** What one of the two memories says. */
    private record Memory(UUID site, int incarnation, UUID nonce) {

        /** A line of the witness file. */
        String line() {
            return site + " " + Integer.toUnsignedString(incarnation) + " " + nonce + "\n";
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
            ReplicaIdentity identity = new ReplicaIdentity(
                    Actor.of(self, next(database, file, lost, clock)),
                    new UUID(random.nextLong(), random.nextLong()),
                    database.map(Memory::incarnation).orElse(0),
                    doubt,
                    lost);
            identity.write(source, witness);
            return identity;
        } catch (IOException | SQLException unwritable) {
            throw new StoreException("the hub's identity cannot be kept", unwritable);
        }
    }

    /**
     * Is it a life of which nobody can know more than this hub, as it has just begun? Its own names are in doubt only
     * from there on, or where the clock was set back.
     */
    public boolean isThisLife(int incarnation) {
        return Integer.compareUnsigned(incarnation, self.incarnation()) >= 0;
    }

    /** Did this life begin because somebody knew more of the one before? Who says so again is not believed. */
    public boolean followsDoubt() {
        return lostLives.contains(previous);
    }

    /**
     * Remembers that a gateway has more of a life, or another. Of an earlier one: of all that lie between it, or the
     * last that the database knew, and this one something may be lost here, and is taken back from now on. Of this one
     * or a later one: the next life takes it back.
     *
     * @param incarnation which, unsigned
     * @return all lives of which something may be lost
     * @throws StoreException when it cannot be kept
     */
    public LostLives lost(DataSource source, int incarnation, String why) {
        try {
            if (isThisLife(incarnation)) {
                noteLost(source, self.incarnation(), incarnation, why);
            } else {
                boolean isOlder = previous == 0 || Integer.compareUnsigned(incarnation, previous) < 0;
                noteLost(source, isOlder ? incarnation : previous, self.incarnation() - 1, why);
            }
            return lostLives(source);
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

    private static Optional<String> doubt(UUID self, Optional<Memory> database, Optional<Memory> file) {
        if (database.isEmpty()) {
            return file.map(_ -> "the database is new, the witness is not");
        }
        if (file.isEmpty()) {
            return Optional.of("there is no witness");
        }
        if (!self.equals(database.get().site())) {
            return Optional.of("the hub was enrolled anew");
        }
        return database.equals(file)
                ? Optional.empty()
                : Optional.of("the witness disagrees: one of the two was restored");
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
                            row.getObject("nonce", UUID.class)),
                    "select site, incarnation, nonce from identity");
            return found.stream().findFirst();
        }
    }

    /** Empty when there is none or when it is not one of ours. */
    private static Optional<Memory> readWitness(Path witness) throws IOException {
        try {
            String[] fields =
                    Files.readString(witness, StandardCharsets.US_ASCII).strip().split(" ", -1);
            // Earlier releases wrote in a fourth how the life had ended.
            return fields.length < 3
                    ? Optional.empty()
                    : Optional.of(new Memory(
                            UUID.fromString(fields[0]),
                            Integer.parseUnsignedInt(fields[1]),
                            UUID.fromString(fields[2])));
        } catch (NoSuchFileException | IllegalArgumentException | CharacterCodingException unknown) {
            return Optional.empty();
        }
    }

    private void write(DataSource source, Path witness) throws IOException, SQLException {
        writeWitness(witness, new Memory(self.site(), self.incarnation(), nonce));
        try (Connection connection = source.getConnection()) {
            Sql.update(connection, """
                    insert into identity (one, site, incarnation, nonce) values (true, ?, ?, ?)
                    on conflict (one) do update set site = excluded.site, incarnation = excluded.incarnation,
                        nonce = excluded.nonce
                    """, self.site(), Integer.toUnsignedLong(self.incarnation()), nonce);
        }
    }

    private static void writeWitness(Path witness, Memory memory) throws IOException {
        Path fresh = witness.resolveSibling(witness.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer content = StandardCharsets.US_ASCII.encode(memory.line());
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
