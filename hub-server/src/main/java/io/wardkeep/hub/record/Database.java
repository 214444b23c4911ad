package io.wardkeep.hub.record;

import javax.sql.DataSource;

/** Where the record is kept: PostgreSQL, ours or somebody's. Opened by the composition root, closed last. */
public sealed interface Database extends AutoCloseable permits EmbeddedDatabase, RemoteDatabase {

    /** Connections to the record's database; each call of {@code getConnection} opens a new one. */
    DataSource dataSource();

    /** Called after a connection failed: brings our own server back when it has died; blocks meanwhile. */
    void revive();

    @Override
    void close();
}
