package io.wardkeep.gateway.journal;

import io.wardkeep.sync.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Brings the journal's schema up to date: plain SQL files, applied in order, each in one transaction that also raises
 * {@code user_version}. Never mints a dot and never rewrites a payload.
 */
final class Migrations {

    private static final List<String> FILES = List.of("0001-first.sql", "0002-chain.sql");

    private Migrations() {}

    /** The version that this program writes. */
    static int newest() {
        return FILES.size();
    }

    static void apply(Database database) {
        int version =
                database.first("PRAGMA user_version", row -> row.getInt(1)).orElseThrow();
        if (version > newest()) {
            throw new StoreException(
                    "the journal was written by a newer Wardkeep (schema " + version + ", this one knows " + newest()
                            + ")",
                    new IllegalStateException("schema " + version));
        }
        for (int next = version; next < newest(); next++) {
            database.begin();
            for (String statement : read(FILES.get(next)).split(";\\s*\\n", -1)) {
                if (!statement.isBlank()) {
                    database.run(statement);
                }
            }
            database.run("PRAGMA user_version=" + (next + 1));
            database.commit();
        }
    }

    private static String read(String name) {
        try (InputStream stream = Migrations.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("migration " + name + " is not in the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException("migration " + name, unreadable);
        }
    }
}
