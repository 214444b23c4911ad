package io.wardkeep.gateway.journal;

import io.wardkeep.sync.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/**
 * One connection to the journal's file, its transactions and its prepared statements. Transactions are our own
 * {@code BEGIN IMMEDIATE} and {@code COMMIT}: the driver's own do not notice when SQLite has rolled back by itself, and
 * what follows would become durable one by one. After any {@link StoreException} the connection is thrown away.
 */
final class Database implements AutoCloseable {

    /** How long a lock is waited for. */
    static final int BUSY_MILLIS = 5_000;

    private static final String[] PRAGMAS = {
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA trusted_schema=OFF",
        "PRAGMA cell_size_check=ON",
        "PRAGMA mmap_size=0",
        "PRAGMA secure_delete=FAST",
        "PRAGMA temp_store=MEMORY",
        "PRAGMA cache_size=-4096",
        // The loop itself moves the log into the database, after it has acknowledged.
        "PRAGMA wal_autocheckpoint=0",
        "PRAGMA busy_timeout=" + Database.BUSY_MILLIS
    };

    /** Reads one row of an answer. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** Opens for writing, creates the file for this user only, and brings the schema up to date. */
    static Database open(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.newByteChannel(
                                file,
                                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                        .close();
            }
        } catch (IOException refused) {
            throw new StoreException("cannot create " + file, refused);
        }
        Database database = connect(file, new SQLiteConfig());
        try {
            for (String pragma : PRAGMAS) {
                database.run(pragma);
            }
            Migrations.apply(database);
            return database;
        } catch (StoreException failed) {
            database.close();
            throw failed;
        }
    }

    /** Opens an existing journal for reading only, beside the writer. */
    static Database openForReading(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        Database database = connect(file, config);
        try {
            database.run("PRAGMA trusted_schema=OFF");
            database.run("PRAGMA mmap_size=0");
            database.run("PRAGMA cache_size=-2048");
            database.run("PRAGMA busy_timeout=1000");
            return database;
        } catch (StoreException failed) {
            database.close();
            throw failed;
        }
    }

    private static Database connect(Path file, SQLiteConfig config) {
        try {
            return new Database(config.createConnection("jdbc:sqlite:" + file));
        } catch (SQLException refused) {
            throw new StoreException("cannot open " + file, refused);
        }
    }

    /** Begins a transaction that may write. */
    void begin() {
        run("BEGIN IMMEDIATE");
    }

    /** Makes everything since {@link #begin()} durable. */
    void commit() {
        run("COMMIT");
    }

    /** Bytes of the file that hold nothing and are written over before it grows. */
    long freeBytes() {
        long pages = first("PRAGMA freelist_count", row -> row.getLong(1)).orElse(0L);
        return pages * first("PRAGMA page_size", row -> row.getLong(1)).orElse(0L);
    }

    /** A statement without arguments and answer, not prepared: for pragmas, migrations, transactions. */
    void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new StoreException(sql, failed);
        }
    }

    /** Changes rows and says how many. Arguments are Long, Integer, String or byte[]. */
    int update(String sql, Object... arguments) {
        try {
            return bound(sql, arguments).executeUpdate();
        } catch (SQLException failed) {
            throw new StoreException(sql, failed);
        }
    }

    /** Inserts one row and returns its rowid. */
    long insert(String sql, Object... arguments) {
        update(sql, arguments);
        return first("SELECT last_insert_rowid()", row -> row.getLong(1)).orElseThrow();
    }

    /** All rows of an answer. */
    <T> List<T> query(String sql, RowReader<T> reader, Object... arguments) {
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException failed) {
            throw new StoreException(sql, failed);
        }
    }

    /** The first row of an answer, if any. */
    <T> Optional<T> first(String sql, RowReader<T> reader, Object... arguments) {
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        } catch (SQLException failed) {
            throw new StoreException(sql, failed);
        }
    }

    private PreparedStatement bound(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int index = 0; index < arguments.length; index++) {
            statement.setObject(index + 1, arguments[index]);
        }
        return statement;
    }

    /** Closes as far as that is possible: a connection that failed has nothing left that could be saved. */
    @Override
    public void close() {
        for (PreparedStatement statement : statements.values()) {
            closeQuietly(statement);
        }
        statements.clear();
        closeQuietly(connection);
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception alreadyBroken) {
            // SQLite answers with the error that made us close; it has been reported where it happened.
            return;
        }
    }
}
