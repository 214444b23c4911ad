package io.wardkeep.demo;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.segment.SegmentCodec;
import io.wardkeep.ward.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The hub's database as an auditor reads it, past the hub's own word: every stored block is decoded and its readings
 * are counted.
 *
 * @param directory the state directory of a hub with its embedded PostgreSQL, running
 */
public record HubRecord(Path directory) {

    private static final int PORT_LINE = 3;
    private static final int BLOCKS_AT_ONCE = 256;

    /**
     * What is really stored.
     *
     * @param readings readings that decode
     * @param duplicated sequences that more than one block holds
     * @param lost sequences declared lost
     */
    public record Count(long readings, long duplicated, long lost) {}

    /**
     * One value among others.
     *
     * @param code its metric
     * @param deviceMillis what its device said that the time was
     */
    public record Mark(int code, long deviceMillis) {}

    /** How often each value of some metrics is stored. */
    public Map<Mark, Integer> occurrences(Set<Integer> codes) throws IOException {
        Map<Mark, Integer> found = new HashMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(BLOCKS_AT_ONCE);
            try (ResultSet blocks = statement.executeQuery("select body from block")) {
                while (blocks.next()) {
                    for (Reading reading : SegmentCodec.decode(Bytes.adopt(blocks.getBytes(1)))) {
                        if (codes.contains(reading.code())) {
                            found.merge(new Mark(reading.code(), reading.deviceMillis()), 1, Integer::sum);
                        }
                    }
                }
            }
            return found;
        } catch (SQLException | MalformedBytesException unreadable) {
            throw new IOException("the hub's record cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Decodes and counts everything. */
    public Count count() throws IOException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(BLOCKS_AT_ONCE);
            long readings = 0;
            long duplicated = 0;
            long stream = -1;
            long last = 0;
            try (ResultSet blocks =
                    statement.executeQuery("select stream, first, last, body from block order by stream, first")) {
                while (blocks.next()) {
                    if (blocks.getLong(1) != stream) {
                        stream = blocks.getLong(1);
                        last = 0;
                    }
                    int decoded =
                            SegmentCodec.decode(Bytes.adopt(blocks.getBytes(4))).size();
                    if (decoded != blocks.getLong(3) - blocks.getLong(2) + 1) {
                        throw new IOException("a block of stream " + stream + " says " + blocks.getLong(2) + ".."
                                + blocks.getLong(3) + " and holds " + decoded + " readings");
                    }
                    readings += decoded;
                    duplicated += Math.max(0, Math.min(last, blocks.getLong(3)) - blocks.getLong(2) + 1);
                    last = Math.max(last, blocks.getLong(3));
                }
            }
            try (ResultSet lost = statement.executeQuery("select coalesce(sum(last - first + 1), 0) from lost")) {
                lost.next();
                return new Count(readings, duplicated, lost.getLong(1));
            }
        } catch (SQLException | MalformedBytesException unreadable) {
            throw new IOException("the hub's record cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Deletes one stored block behind the hub's back, and says which: for the negative control alone. */
    public String destroyOneBlock() throws IOException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet destroyed = statement.executeQuery("""
                        delete from block where (stream, first) =
                            (select stream, first from block order by last - first desc, stream, first limit 1)
                        returning stream, first, last""")) {
            if (!destroyed.next()) {
                throw new IOException("the hub holds no block that could be destroyed");
            }
            return "destroyed stream " + destroyed.getLong(1) + ", " + destroyed.getLong(2) + ".."
                    + destroyed.getLong(3) + " at the hub";
        } catch (SQLException unreadable) {
            throw new IOException("the hub's record cannot be changed: " + unreadable.getMessage(), unreadable);
        }
    }

    /** The process of the database's server; the others are its children. */
    public long serverPid() throws IOException {
        return Long.parseLong(pidFile().getFirst().strip());
    }

    private List<String> pidFile() throws IOException {
        return Files.readAllLines(
                directory.resolve("postgres").resolve("data").resolve("postmaster.pid"), StandardCharsets.UTF_8);
    }

    private Connection connect() throws IOException, SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty(
                "password",
                Files.readString(directory.resolve("postgres").resolve("password"), StandardCharsets.UTF_8)
                        .strip());
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + pidFile().get(PORT_LINE).strip() + "/postgres", properties);
    }
}
