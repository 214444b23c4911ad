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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The journal, opened: first for its owner to read what it held and to number the devices, then, after {@link #start},
 * for its loop alone. The inbox is there from the beginning.
 */
public final class Journal implements AutoCloseable {

    private final JournalConfig config;
    private final JournalSurroundings surroundings;
    private final JournalInbox inbox;
    private final Identity identity;
    private final Optional<String> forked;
    private final SqliteReplicaStore store;
    private final DiskReserve reserve;

    private Journal(
            JournalConfig config,
            JournalSurroundings surroundings,
            Identity identity,
            SqliteReplicaStore store,
            Optional<String> forked) {
        this.config = config;
        this.surroundings = surroundings;
        this.identity = identity;
        this.store = store;
        this.forked = forked;
        inbox = new JournalInbox(config.bounds());
        reserve = new DiskReserve(config.directory().resolve("reserve"), config.reserveBytes());
    }

    /**
     * Opens or creates the journal, and decides which life this is before anything is written.
     *
     * @throws StoreException when it cannot be opened
     */
    public static Journal open(JournalConfig config, JournalSurroundings surroundings) {
        prepare(config.directory());
        Journal journal;
        try {
            journal = openFile(config, surroundings);
        } catch (StoreException failed) {
            if (!StoreFailure.isDamage(failed)) {
                throw failed;
            }
            setAside(config, surroundings.clock().millis());
            journal = openFile(config, surroundings);
        }
        try {
            journal.reserve.takeAgain();
            return journal;
        } catch (IOException refused) {
            journal.close();
            throw new StoreException("cannot reserve room in " + config.directory(), refused);
        }
    }

    private static Journal openFile(JournalConfig config, JournalSurroundings surroundings) {
        Identity identity = identify(config, surroundings);
        SqliteReplicaStore store = new SqliteReplicaStore(config.file(), identity.self(), surroundings.clock());
        Optional<String> forked = new Refounding(store.content(), identity.self()).run();
        return new Journal(config, surroundings, identity, store, forked);
    }

    /**
     * Care goes on with a new journal, in a new life since the witness remembers the last one; the damaged file is kept
     * for people. What the hub has of it comes back by sync.
     */
    private static void setAside(JournalConfig config, long nowMillis) {
        try {
            for (String suffix : List.of("", "-wal", "-shm")) {
                Path damaged = config.file().resolveSibling(config.file().getFileName() + suffix);
                if (Files.exists(damaged)) {
                    Files.move(damaged, config.directory().resolve("damaged-" + nowMillis + ".sqlite" + suffix));
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
        return store.content().devices.ordinalOf(device);
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
        HistoryLoop loop = new HistoryLoop(config.file(), self().site());
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
