package io.wardkeep.bench;

import io.wardkeep.gateway.journal.SqliteReplicaStore;
import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StreamId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * {@code packaging/bench apply}: updates of peers made durable in the gateway's journal, on a real file with
 * {@code synchronous=FULL}. Each batch is one delta, one transaction and one commit by the rules of the join; moving
 * the log into the database is part of the time. What is there at the end, and after opening the file again, is
 * compared with what the writers know to be live.
 */
final class ApplyBench {

    static final String HEADER = String.format(
            Locale.ROOT,
            "  %-34s %12s %12s %12s %14s %22s",
            "",
            "rows a batch",
            "updates",
            "updates/s",
            "ms a commit",
            "updates/s of CPU");

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Actor SELF = Actor.of(new UUID(9, 9), 1);

    /** When the log is this long it is moved into the database, as the gateway's housekeeping does. */
    private static final long LOG_BYTES_MAX = 4L << 20;

    private final int keys;
    private final Path directory;
    private final Duration duration;

    ApplyBench(int keys, Path directory, Duration duration) {
        this.keys = keys;
        this.directory = directory;
        this.duration = duration;
    }

    /**
     * One batch's way to the disk.
     *
     * @param updates how many, all told
     * @param perSecond durable updates a second of wall time
     * @param line for people
     */
    record Measured(int updates, double perSecond, String line) {}

    private interface Work {
        void apply(Delta batch) throws SQLException;
    }

    /** The gateway's store. */
    Measured store(int batch) throws IOException, SQLException {
        Path file = fresh("store");
        LimitUpdates updates = new LimitUpdates(keys, new Random(batch));
        Measured measured;
        try (SqliteReplicaStore store = open(file);
                Connection beside = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            measured = measure("journal, by the rules of the join", batch, updates, file, beside, store::join);
            compare(store, updates);
        }
        try (SqliteReplicaStore store = open(file)) {
            compare(store, updates);
        }
        return measured;
    }

    private static SqliteReplicaStore open(Path file) {
        return new SqliteReplicaStore(file, SELF, InstantSource.system());
    }

    private static void compare(SqliteReplicaStore store, LimitUpdates updates) {
        Map<StreamId, Ranges> context = store.context(LimitUpdates.SHARD);
        if (!context.equals(updates.context())) {
            throw new IllegalStateException("context " + context + " instead of " + updates.context());
        }
        List<Row> live = new ArrayList<>();
        context.forEach((stream, seen) ->
                live.addAll(store.scan(stream, seen, Integer.MAX_VALUE).rows()));
        live.sort(Comparator.comparing(Row::dot));
        if (!live.equals(updates.live())) {
            throw new IllegalStateException("what is live differs: " + live.size() + " rows instead of "
                    + updates.live().size());
        }
    }

    /** SQLite alone, for comparison: the same payloads by their keys, the last one stays. */
    Measured upserts(int batch) throws IOException, SQLException {
        Path file = fresh("upserts");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            statement.execute("PRAGMA wal_autocheckpoint=0");
            statement.execute("CREATE TABLE last (key TEXT PRIMARY KEY, payload BLOB NOT NULL) WITHOUT ROWID");
            try (PreparedStatement upsert = connection.prepareStatement(
                    "INSERT INTO last VALUES (?, ?) ON CONFLICT DO UPDATE SET payload=excluded.payload")) {
                LimitUpdates updates = new LimitUpdates(keys, new Random(batch));
                return measure("SQLite alone, an upsert an update", batch, updates, file, connection, delta -> {
                    statement.execute("BEGIN IMMEDIATE");
                    for (Row row : delta.rows()) {
                        upsert.setString(1, row.key());
                        upsert.setBytes(2, row.payload().toArray());
                        upsert.executeUpdate();
                    }
                    statement.execute("COMMIT");
                });
            }
        }
    }

    private Path fresh(String name) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(name + ".sqlite");
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(file + suffix));
        }
        return file;
    }

    /** The first half warms up. */
    private Measured measure(String what, int batch, LimitUpdates updates, Path file, Connection connection, Work work)
            throws IOException, SQLException {
        long wall = 0;
        long cpu = 0;
        int commits = 0;
        int allUpdates = 0;
        long begun = System.nanoTime();
        boolean isWarm = false;
        while (System.nanoTime() - begun < duration.toNanos()) {
            if (!isWarm && System.nanoTime() - begun > duration.toNanos() / 2) {
                isWarm = true;
                wall = 0;
                cpu = 0;
                commits = 0;
            }
            Delta delta = updates.delta(batch);
            allUpdates += batch;
            long cpuBefore = THREADS.getCurrentThreadCpuTime();
            long before = System.nanoTime();
            work.apply(delta);
            if (Files.size(Path.of(file + "-wal")) > LOG_BYTES_MAX) {
                try (Statement checkpoint = connection.createStatement()) {
                    checkpoint.execute("PRAGMA wal_checkpoint(RESTART)");
                }
            }
            wall += System.nanoTime() - before;
            cpu += THREADS.getCurrentThreadCpuTime() - cpuBefore;
            commits++;
        }
        double perSecond = commits * (double) batch * 1e9 / wall;
        return new Measured(
                allUpdates,
                perSecond,
                String.format(
                        Locale.ROOT,
                        "  %-34s %12d %12d %12.0f %14.2f %22.0f",
                        what,
                        batch,
                        allUpdates,
                        perSecond,
                        wall / 1e6 / commits,
                        commits * (double) batch * 1e9 / cpu));
    }
}
