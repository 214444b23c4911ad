package io.wardkeep.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardkeep.sync.StoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: a journal is brought up to date once, and one from the future is left alone. */
class MigrationsTest {

    private final Path file;

    MigrationsTest(@TempDir Path directory) {
        file = directory.resolve("journal.sqlite");
    }

    @Test
    void bringsANewJournalToTheNewestVersion() {
        try (Database database = Database.open(file)) {
            assertThat(version(database)).isEqualTo(Migrations.newest());
            assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(database, "synchronous")).isEqualTo("2");
            assertThat(pragma(database, "trusted_schema")).isEqualTo("0");
            assertThat(pragma(database, "cell_size_check")).isEqualTo("1");
            assertThat(pragma(database, "mmap_size")).isEqualTo("0");
        }
    }

    @Test
    void leavesAJournalThatIsUpToDateAlone() {
        try (Database database = Database.open(file)) {
            database.update("INSERT INTO device (ordinal, name) VALUES (1, 'ox-01')");
        }
        try (Database database = Database.open(file)) {
            assertThat(database.first("SELECT name FROM device", row -> row.getString(1)))
                    .contains("ox-01");
        }
    }

    @Test
    void refusesAJournalFromTheFuture() {
        try (Database database = Database.open(file)) {
            database.run("PRAGMA user_version=" + (Migrations.newest() + 1));
        }

        assertThatThrownBy(() -> Database.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer Wardkeep");
    }

    private static int version(Database database) {
        return database.first("PRAGMA user_version", row -> row.getInt(1)).orElseThrow();
    }

    private static String pragma(Database database, String name) {
        return database.first("PRAGMA " + name, row -> row.getString(1)).orElseThrow();
    }
}
