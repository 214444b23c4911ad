package io.wardkeep.hub.record;

import io.wardkeep.sync.ReplicaStore;
import io.wardkeep.sync.ReplicaStoreContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises, kept by a real PostgreSQL: one server, one schema a test. */
@TestInstance(Lifecycle.PER_CLASS)
class PostgresReplicaStoreIT extends ReplicaStoreContract {

    private EmbeddedDatabase database;

    @BeforeAll
    void startServer(@TempDir Path directory) {
        database = new EmbeddedDatabase(directory);
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
        return new PostgresReplicaStore(database.dataSource());
    }

    @Override
    protected ReplicaStore reopen(ReplicaStore store) {
        ((PostgresReplicaStore) store).close();
        return new PostgresReplicaStore(database.dataSource());
    }
}
