package io.wardkeep.hub.record;

import io.wardkeep.sync.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Looks into a record that a hub keeps meanwhile; for command lines. Starts nothing and stops nothing. */
public final class RunningDatabase {

    private static final int PORT_LINE = 3;

    private RunningDatabase() {}

    /** The server of a state directory; empty when none has been started there, or it has been stopped. */
    public static Optional<DataSource> embedded(Path directory) throws IOException {
        Path pidFile = directory.resolve("data").resolve("postmaster.pid");
        Path password = directory.resolve("password");
        if (!Files.exists(pidFile) || !Files.exists(password)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
        if (lines.size() <= PORT_LINE) {
            return Optional.empty();
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {Integer.parseInt(lines.get(PORT_LINE).strip())});
        source.setDatabaseName(EmbeddedDatabase.NAME);
        source.setUser(EmbeddedDatabase.NAME);
        source.setPassword(Files.readString(password, StandardCharsets.UTF_8).strip());
        return Optional.of(source);
    }

    /** A server by its URL. */
    public static DataSource remote(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    /**
     * Asks one question.
     *
     * @throws StoreException when there is no answer
     */
    public static <T> T ask(DataSource source, ReadLoop.Question<T> question) {
        try (Connection connection = source.getConnection()) {
            connection.setReadOnly(true);
            return question.ask(connection);
        } catch (SQLException failed) {
            throw new StoreException("the record cannot be read", failed);
        }
    }
}
