package io.wardkeep.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: no life is lived twice. Fault model: unclean stops, restored files, clones, lost files, garbage. */
class IdentityTest {

    private final Path file;
    private final Path witness;
    private final Random random = new Random(1);
    private int lives;

    IdentityTest(@TempDir Path directory) {
        file = directory.resolve("journal.sqlite");
        witness = directory.resolve("elsewhere");
    }

    @BeforeEach
    void livesOnce() {
        Identity first = begin("here");
        lives = first.self().incarnation();
        assertThat(first.began()).contains("first start");
        end(first);
    }

    @Test
    void goesOnWhenEverythingAgrees() {
        Identity again = begin("here");

        assertThat(again.began()).isEmpty();
        assertThat(again.self().incarnation()).isEqualTo(lives);
    }

    @Test
    void beginsAnewAfterAnUncleanStop() {
        begin("here");

        assertNewLife(begin("here"), "unclean");
    }

    @Test
    void beginsAnewWhenTheDatabaseWasRestored() throws IOException {
        Path image = file.resolveSibling("image");
        Files.copy(file, image);
        end(begin("here"));
        Files.copy(image, file, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(file.resolveSibling("journal.sqlite-wal"));

        assertNewLife(begin("here"), "restored");
    }

    @Test
    void beginsAnewOnAnotherMachine() {
        assertNewLife(begin("there"), "another one");
    }

    @Test
    void beginsAnewWithoutItsWitness() throws IOException {
        Files.delete(witness);

        assertNewLife(begin("here"), "no witness");
    }

    @Test
    void beginsAnewWhenTheWitnessIsGarbage() throws IOException {
        Files.write(witness, new byte[] {(byte) 0xFF, 0, 17});
        assertNewLife(begin("here"), "no witness");
        Files.writeString(witness, "not one of ours", StandardCharsets.US_ASCII);

        assertThat(begin("here").began().orElseThrow()).contains("no witness");
    }

    @Test
    void keepsItsSiteAndItsCountWhenTheDatabaseIsLost() throws IOException {
        UUID site = begin("here").self().site();
        Files.delete(file);
        Files.deleteIfExists(file.resolveSibling("journal.sqlite-wal"));
        Identity again = begin("here");

        assertNewLife(again, "the witness is not");
        assertThat(again.self().site()).isEqualTo(site);
    }

    @Test
    void aBoxThatLostBothMemoriesDoesNotBeginALifeThatItHasHad() throws IOException {
        Files.delete(file);
        Files.deleteIfExists(file.resolveSibling("journal.sqlite-wal"));
        Files.delete(witness);
        try (Database database = Database.open(file)) {
            Identity later = Identity.begin(
                    database, witness, Optional.empty(), "here", InstantSource.fixed(Ward.NOW.plusSeconds(60)), random);

            assertThat(Integer.toUnsignedLong(later.self().incarnation())).isGreaterThan(lives);
        }
    }

    private void assertNewLife(Identity identity, String why) {
        assertThat(identity.began().orElseThrow()).contains(why);
        assertThat(Integer.toUnsignedLong(identity.self().incarnation())).isGreaterThan(lives);
    }

    private Identity begin(String fingerprint) {
        try (Database database = Database.open(file)) {
            return Identity.begin(
                    database, witness, Optional.empty(), fingerprint, InstantSource.fixed(Ward.NOW), random);
        }
    }

    private void end(Identity identity) {
        try (Database database = Database.open(file)) {
            identity.end(database, witness);
        }
    }
}
