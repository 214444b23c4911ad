package io.wardkeep.hub.record;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** Questions to the database itself, for health and self-test; SQL stays in this package. */
public final class DatabaseProbe {

    private static final int ANSWER_SECONDS_MAX = 2;

    private DatabaseProbe() {}

    /** Does the server answer within two seconds? */
    public static boolean answers(Connection connection) throws SQLException {
        return connection.isValid(ANSWER_SECONDS_MAX);
    }

    /** Which server this is: {@code PostgreSQL 18.6}. */
    public static String product(Connection connection) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        return metadata.getDatabaseProductName() + " " + metadata.getDatabaseProductVersion();
    }
}
