package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Actor;
import io.wardkeep.sync.DurableListener;
import io.wardkeep.sync.LostLives;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StoreException;
import io.wardkeep.ward.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal, opened: first for its owner to read what it held and to number the devices, then, after {@link #start},
 * for its loop alone. The inbox is there from the beginning.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /** How the names of journals that were set aside begin. */
    private static final String DAMAGED = "damaged-";

    private final JournalConfig config;
    private final JournalSurroundings surroundings;
    private final JournalInbox inbox;
    private final Identity identity;
    private final Optional<String> forked;
    private final SqliteReplicaStore store;
    private final DiskReserve reserve;
    /** Ordinals up to this may have been given by a journal that is gone. */
    private int ordinalsAbove;

    private volatile boolean full;

    private Journal(
            JournalConfig config,
            JournalSurroundings surroundings,
            Identity identity,
            SqliteReplicaStore store,
            DiskReserve reserve,
            Optional<String> forked) {
        this.config = config;
        this.surroundings = surroundings;
        this.identity = identity;
        this.store = store;
        this.forked = forked;
        inbox = new JournalInbox(config.bounds());
        this.reserve = reserve;
    }

    /**
     * Opens or creates the journal, and decides which life this is before anything is written. On a disk without room
     * it opens with the room of its reserve, and begins as full.
     *
     * @throws StoreException when it cannot be opened
     */
    public static Journal open(JournalConfig config, JournalSurroundings surroundings) {
        prepare(config.directory());
        DiskReserve reserve = new DiskReserve(config.directory().resolve("reserve"), config.reserveBytes());
        giveRoomIfTight(reserve);
        Journal journal;
        try {
            journal = openOrBegin(config, surroundings, reserve);
        } catch (StoreException refused) {
            giveRoom(reserve, refused);
            journal = openOrBegin(config, surroundings, reserve);
        }
        try {
            journal.full = !reserve.takeAgain(journal.store.content().database.freeBytes());
            return journal;
        } catch (IOException refused) {
            journal.close();
            throw new StoreException("cannot reserve room in " + config.directory(), refused);
        }
    }

    /** SQLite's native library is unpacked first of all, and is not asked for a second time when that fails. */
    private static void giveRoomIfTight(DiskReserve reserve) {
        try {
            if (reserve.isTaken() && reserve.isTight()) {
                LOG.warn("the disk is full: the journal opens with the room of its reserve");
                reserve.release();
            }
        } catch (IOException stuck) {
            throw new StoreException("the reserve cannot be given up", stuck);
        }
    }

    /** Gives up the reserve if it was for want of room that something failed; otherwise it failed for good. */
    private static void giveRoom(DiskReserve reserve, StoreException failed) {
        try {
            if (!reserve.isTaken() || StoreFailure.of(failed) != StoreFailure.FULL && !reserve.isTight()) {
                throw failed;
            }
            LOG.warn("the disk is full: the journal opens with the room of its reserve", failed);
            reserve.release();
        } catch (IOException stuck) {
            failed.addSuppressed(stuck);
            throw failed;
        }
    }

    private static Journal openOrBegin(JournalConfig config, JournalSurroundings surroundings, DiskReserve reserve) {
        try {
            return openFile(config, surroundings, reserve);
        } catch (StoreException failed) {
            if (!StoreFailure.isDamage(failed)) {
                throw failed;
            }
            setAside(config, surroundings.clock().millis());
            return openFile(config, surroundings, reserve);
        }
    }

    /**
     * A device keeps its ordinal, or no ordinal is given twice: under one that was another's, the hub would show the
     * readings of one bed at another. The number of this life is above all ordinals so far, since lives are numbered by
     * the second and ordinals begin at such a number again.
     */
    private void succeed(Path damaged) {
        ordinalsAbove = self().incarnation();
        Map<DeviceId, Integer> known;
        try (Database before = Database.openForReading(damaged)) {
            known = new Devices(before).all();
        } catch (StoreException unreadable) {
            LOG.warn("the devices' numbers cannot be read from {}: new ones are given", damaged, unreadable);
            return;
        }
        Content content = store.content();
        content.database.begin();
        content.devices.inherit(known);
        content.database.commit();
    }

    private static Optional<Path> newestDamaged(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(DAMAGED) && name.endsWith(".sqlite");
                    })
                    .max(Comparator.naturalOrder());
        } catch (IOException unreadable) {
            throw new StoreException("cannot see " + directory, unreadable);
        }
    }

    private static Journal openFile(JournalConfig config, JournalSurroundings surroundings, DiskReserve reserve) {
        Identity identity = identify(config, surroundings);
        SqliteReplicaStore store = new SqliteReplicaStore(config.file(), identity.self(), surroundings.clock());
        Optional<String> forked = new Refounding(store.content(), identity.self()).run();
        Journal journal = new Journal(config, surroundings, identity, store, reserve, forked);
        if (store.content().devices.all().isEmpty()) {
            newestDamaged(config.directory()).ifPresent(journal::succeed);
        }
        return journal;
    }

    /**
     * Care goes on with a new journal, in a new life since the witness remembers the last one; the damaged file is kept
     * for people. What the hub has of it comes back by sync.
     */
    private static void setAside(JournalConfig config, long nowMillis) {
        Path aside = config.directory().resolve(DAMAGED + nowMillis + ".sqlite");
        try {
            for (String suffix : List.of("", "-wal", "-shm")) {
                Path damaged = config.file().resolveSibling(config.file().getFileName() + suffix);
                if (Files.exists(damaged)) {
                    Files.move(damaged, aside.resolveSibling(aside.getFileName() + suffix));
                }
            }
        } catch (IOException refused) {
            throw new StoreException("cannot set the damaged journal aside", refused);
        }
    }

    private static void prepare(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException refused) {
            throw new StoreException("cannot create " + directory, refused);
        }
        // SQLite's native library is unpacked where only this user can write.
        if (System.getProperty("org.sqlite.tmpdir") == null) {
            System.setProperty("org.sqlite.tmpdir", directory.toAbsolutePath().toString());
        }
    }

    private static Identity identify(JournalConfig config, JournalSurroundings surroundings) {
        try (Database database = Database.open(config.file())) {
            return Identity.begin(
                    database,
                    config.witness(),
                    config.site(),
                    Identity.fingerprint(config.machineId(), config.directory()),
                    surroundings.clock(),
                    surroundings.random());
        }
    }

    /** What the journal holds. Before {@link #start} only. */
    public JournalStart atStart() {
        Map<ShardId, Long> last = new HashMap<>();
        for (ShardId shard : store.shards()) {
            store.context(shard).forEach((stream, seen) -> {
                if (stream.actor().equals(self()) && stream.device() == 0) {
                    last.put(shard, seen.max());
                }
            });
        }
        Content content = store.content();
        List<Row> rows = content.rows.all();
        return new JournalStart(
                self(),
                identity.began(),
                forked,
                new LostLives.Earlier(Forks.earliest(content.database).orElse(self().incarnation())),
                content.devices.all(),
                last,
                rows,
                content.messages.all());
    }

    /** A device's ordinal in this site's streams, given now and for ever if it has none. Before {@link #start} only. */
    public int ordinalOf(DeviceId device) {
        try {
            return store.content().devices.ordinalOf(device, ordinalsAbove);
        } catch (StoreException refused) {
            giveRoom(reserve, refused);
            full = true;
            store.reopen();
            return store.content().devices.ordinalOf(device, ordinalsAbove);
        }
    }

    /** Has the disk no room? From any thread. */
    boolean isFull() {
        return full;
    }

    /** The disk has no room, or has it again. */
    void full(boolean now) {
        full = now;
    }

    /** Who mints dots here. */
    public Actor self() {
        return identity.self();
    }

    /** Where entries are offered; from any thread. */
    public JournalInbox inbox() {
        return inbox;
    }

    /**
     * Hands the journal over to its loop and starts that.
     *
     * @param listeners are told of every commit, on the store's thread
     */
    public StoreLoop start(List<DurableListener> listeners) {
        StoreLoop loop = new StoreLoop(this, surroundings, listeners);
        loop.start();
        return loop;
    }

    /** Starts the loop that reads the past. After {@link #start}. */
    public HistoryLoop startHistory() {
        HistoryLoop loop = new HistoryLoop(config.file(), self().site(), this::isFull);
        loop.start();
        return loop;
    }

    /** Closes a journal that was never started. This life does not count as ended in order. */
    @Override
    public void close() {
        closeStore();
    }

    JournalConfig config() {
        return config;
    }

    SqliteReplicaStore store() {
        return store;
    }

    DiskReserve reserve() {
        return reserve;
    }

    /** Everything that was minted is durable. */
    void end() {
        identity.end(store.content().database, config.witness());
    }

    void closeStore() {
        store.close();
    }
}
