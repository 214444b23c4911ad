package io.wardkeep.hub.record;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that the hospital runs, by JDBC URL. Its owner must not turn fsync off. */
public final class RemoteDatabase implements Database {

    private final PGSimpleDataSource source = new PGSimpleDataSource();

    /** Takes the URL as the driver does; connects later. Throws IllegalArgumentException for one that is not a URL. */
    public RemoteDatabase(String url) {
        source.setUrl(url);
        source.setTcpKeepAlive(true);
    }

    @Override
    public DataSource dataSource() {
        return source;
    }

    /** Nothing: somebody else keeps it alive. */
    @Override
    public void revive() {}

    /** Nothing: connections are closed by who opened them. */
    @Override
    public void close() {}
}
