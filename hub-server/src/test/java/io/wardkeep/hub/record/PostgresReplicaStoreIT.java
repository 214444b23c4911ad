package io.wardkeep.hub.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.sync.ReplicaStore;
import io.wardkeep.sync.ReplicaStoreContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises, kept by a real PostgreSQL: one server, one schema a test. */
@TestInstance(Lifecycle.PER_CLASS)
class PostgresReplicaStoreIT extends ReplicaStoreContract {

    private final List<PostgresReplicaStore> opened = new ArrayList<>();
    private EmbeddedDatabase database;

    @BeforeAll
    void startServer(@TempDir Path directory) {
        database = new EmbeddedDatabase(directory);
    }

    @AfterEach
    void closes() throws SQLException {
        opened.forEach(PostgresReplicaStore::close);
        opened.clear();
        assertThat(connections()).as("only this one that counts").isOne();
    }

    /** Those that have been closed may take a moment to be gone. */
    private long connections() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            long count = Long.MAX_VALUE;
            for (int tries = 0; tries < 200 && count > 1; tries++) {
                try (ResultSet row = statement.executeQuery("select pg_sleep(0.01), count(*) from pg_stat_activity"
                        + " where backend_type = 'client backend' and datname = current_database()")) {
                    row.next();
                    count = row.getLong(2);
                }
            }
            return count;
        }
    }

    @AfterAll
    void stopServer() {
        database.close();
    }

    @Override
    protected ReplicaStore create() {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema public cascade; create schema public");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        Migrations.apply(database.dataSource());
        return open();
    }

    @Override
    protected ReplicaStore reopen(ReplicaStore store) {
        ((PostgresReplicaStore) store).close();
        return open();
    }

    private PostgresReplicaStore open() {
        opened.add(new PostgresReplicaStore(database.dataSource()));
        return opened.getLast();
    }
}
