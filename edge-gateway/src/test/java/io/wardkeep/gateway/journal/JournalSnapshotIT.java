package io.wardkeep.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Holding;
import io.wardkeep.sync.InMemoryReplicaStore;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StoreCommand;
import io.wardkeep.sync.StoreException;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.LossReason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading a journal beside its writer, and after it; real SQLite. */
class JournalSnapshotIT {

    private static final UUID HUB = new UUID(9, 9);

    @TempDir
    private Path directory;

    @Test
    void seesOneMomentOfARunningJournalWhileItGoesOn() throws Exception {
        Journal journal = Ward.open(directory);
        int device = journal.ordinalOf(Ward.OXIMETER);
        StoreLoop loop = journal.start(List.of());
        write(journal, device, 1, 500);
        try (JournalSnapshot snapshot = JournalSnapshot.open(directory, InstantSource.system())) {
            write(journal, device, 501, 500);
            StreamId stream = stream(journal, device);

            assertThat(snapshot.self()).isEqualTo(journal.self());
            assertThat(snapshot.held()).containsOnlyKeys(stream);
            assertThat(snapshot.held().getOrDefault(stream, Holding.NOTHING).seen())
                    .isEqualTo(Ranges.of(1, 500));
            InMemoryReplicaStore copy = copy(snapshot);
            assertThat(copy.readings(stream)).hasSize(500);
        } finally {
            loop.stop();
        }
        try (JournalSnapshot after = JournalSnapshot.open(directory, InstantSource.system())) {
            InMemoryReplicaStore copy = copy(after);
            assertThat(Completeness.of(copy).totals()).isEqualTo(new Completeness.Totals(1_000, 0, 0, 0));
        }
    }

    @Test
    void tellsWhatAPeerHasAcknowledgedAndWhatWasMeasuredSince() throws Exception {
        Journal journal = Ward.open(directory);
        int device = journal.ordinalOf(Ward.OXIMETER);
        StoreLoop loop = journal.start(List.of());
        write(journal, device, 1, 100);
        write(journal, device, 101, 100);
        StreamId stream = stream(journal, device);
        loop.acknowledgedOrRefuse(HUB, Map.of(stream, Ranges.of(1, 100)));
        CountDownLatch noted = new CountDownLatch(1);
        loop.submit(new StoreCommand.Report(), _ -> noted.countDown());
        assertThat(noted.await(20, TimeUnit.SECONDS)).isTrue();
        loop.stop();
        try (JournalSnapshot snapshot = JournalSnapshot.open(directory, InstantSource.system())) {
            assertThat(snapshot.acknowledged(HUB, stream)).isEqualTo(Ranges.of(1, 100));
            assertThat(snapshot.acknowledged(new UUID(8, 8), stream)).isEqualTo(Ranges.EMPTY);
            long last = Ward.NOW.toEpochMilli() + 200_000;
            assertThat(snapshot.since(stream, last).contains(200)).isTrue();
            assertThat(snapshot.since(stream, last + 1)).isEqualTo(Ranges.EMPTY);
        }
    }

    @Test
    void leavesOutADamagedPieceAndChangesNothing() throws Exception {
        Journal journal = Ward.open(directory);
        int device = journal.ordinalOf(Ward.OXIMETER);
        StoreLoop loop = journal.start(List.of());
        write(journal, device, 1, 100);
        write(journal, device, 101, 100);
        CountDownLatch lost = new CountDownLatch(1);
        journal.inbox().offerOrRefuse(new JournalEntry.Lost(device, 7, LossReason.OVERLOAD, lost::countDown));
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
        StreamId stream = stream(journal, device);
        loop.stop();
        damage();
        try (JournalSnapshot snapshot = JournalSnapshot.open(directory, InstantSource.system())) {
            Delta found = snapshot.scan(stream, Ranges.of(1, 300), 1 << 20);
            assertThat(found.covered(stream).max()).isEqualTo(207);
            assertThat(found.covered(stream).contains(1)).isFalse();
            assertThat(found.lost()).hasSize(1);
            assertThat(snapshot.held().getOrDefault(stream, Holding.NOTHING).seen())
                    .isEqualTo(Ranges.of(1, 207));
        }
    }

    @Test
    void thereMustBeAJournal() {
        assertThatThrownBy(() -> JournalSnapshot.open(directory, InstantSource.system()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no journal at");
    }

    private static InMemoryReplicaStore copy(JournalSnapshot snapshot) {
        InMemoryReplicaStore copy = new InMemoryReplicaStore();
        snapshot.held().forEach((stream, holding) -> {
            Ranges left = holding.seen();
            while (!left.isEmpty()) {
                Delta delta = snapshot.scan(stream, left, 4_096);
                copy.join(delta);
                left = left.minus(delta.covered(stream));
            }
        });
        return copy;
    }

    private static StreamId stream(Journal journal, int device) {
        return new StreamId(new ShardId(Ward.NAME, Family.OBS), journal.self(), device);
    }

    private static void write(Journal journal, int device, long first, int count) throws InterruptedException {
        CountDownLatch durable = new CountDownLatch(1);
        journal.inbox()
                .offerOrRefuse(new JournalEntry.Readings(
                        device, Ward.observations(first, count), Optional.empty(), durable::countDown));
        assertThat(durable.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Breaks the oldest piece behind the journal's back. */
    private void damage() throws Exception {
        try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("journal.sqlite"));
                Statement statement = open.createStatement()) {
            int changed = statement.executeUpdate("UPDATE tail SET checksum = checksum + 1 WHERE first = 1")
                    + statement.executeUpdate("UPDATE segment SET checksum = checksum + 1 WHERE first = 1");
            assertThat(changed).isEqualTo(1);
        }
    }
}
