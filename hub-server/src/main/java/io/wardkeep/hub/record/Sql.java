package io.wardkeep.hub.record;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.VersionVector;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The few shapes in which this package talks SQL: arrays in, rows out. For the thread that owns the connection. */
final class Sql {

    /** Reads one row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Sql() {}

    /** Runs a statement whose parameters are values, or lists that go as arrays; how many rows it changed. */
    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** Runs a query with such parameters. */
    static <T> List<T> query(Connection connection, RowReader<T> reader, String sql, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int index = 0; index < parameters.length; index++) {
            Object parameter = parameters[index];
            if (parameter instanceof Column column) {
                statement.setArray(index + 1, column.toArray(connection));
            } else if (parameter instanceof Bytes bytes) {
                statement.setBytes(index + 1, bytes.toArray());
            } else {
                statement.setObject(index + 1, parameter);
            }
        }
        return statement;
    }

    /**
     * One column of a batch, for {@code unnest}.
     *
     * @param type PostgreSQL's name of the element type
     * @param values in order of the batch's rows
     */
    record Column(String type, List<?> values) {

        Array toArray(Connection connection) throws SQLException {
            Object[] content = type.equals("bytea")
                    ? values.stream().map(value -> ((Bytes) value).toArray()).toArray(byte[][]::new)
                    : values.toArray();
            return connection.createArrayOf(type, content);
        }
    }

    static Bytes bytesOf(VersionVector vector) {
        CanonicalWriter writer = new CanonicalWriter();
        vector.write(writer);
        return writer.toBytes();
    }

    /** Bytes that we wrote ourselves: damaged when they cannot be read. */
    static VersionVector vectorOf(byte[] bytes) throws SQLException {
        try {
            var reader = Bytes.adopt(bytes).reader();
            VersionVector vector = VersionVector.read(reader);
            reader.end();
            return vector;
        } catch (MalformedBytesException damaged) {
            throw new SQLException("a stored version vector cannot be read", damaged);
        }
    }
}
