package io.wardkeep.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: with no room on the disk alerts are still written, nothing that is not durable is acknowledged, and all goes on
 * once there is room. Rig: a small file system in memory, mounted by root as the checks run.
 */
class DiskFullIT {

    private static final long PATIENCE_SECONDS = 60;

    private final Path mount;
    private final Random random = new Random(5);
    private final RecordedHealth health = new RecordedHealth();

    DiskFullIT(@TempDir Path directory) throws IOException {
        mount = Files.createDirectory(directory.resolve("small"));
    }

    @BeforeEach
    void mounts() throws Exception {
        run("mount", "-t", "tmpfs", "-o", "size=96m", "wardkeep-test", mount.toString());
    }

    @AfterEach
    void unmounts() throws Exception {
        run("umount", "-l", mount.toString());
    }

    @Test
    void writesRowsFromTheReserveAndReadingsOnceThereIsRoom() throws Exception {
        Journal journal = Journal.open(
                JournalConfig.of(mount.resolve("state"), Ward.NAME, Optional.empty(), Duration.ofDays(30), 4L << 20),
                Ward.surroundings(health, broken -> {}));
        int oximeter = journal.ordinalOf(Ward.OXIMETER);
        StoreLoop loop = journal.start(List.of());
        Path ballast = mount.resolve("ballast");
        Files.write(ballast, new byte[80 << 20]);

        AtomicLong acknowledged = new AtomicLong();
        long offered = 0;
        while (!health.told().contains("+DISK_FULL")) {
            if (journal.inbox().offerOrRefuse(noise(oximeter, offered, acknowledged))) {
                offered++;
            }
        }
        assertThat(health.told()).contains("+DISK_FULL");
        assertThat(acknowledged.get()).isLessThan(offered);
        CountDownLatch alertIsDurable = new CountDownLatch(1);
        JournalEntry.Rows alert =
                new JournalEntry.Rows(List.of(Ward.row(journal.self(), 1, "episode")), alertIsDurable::countDown);
        assertThat(journal.inbox().offerOrRefuse(alert)).isTrue();
        assertThat(alertIsDurable.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged.get()).isLessThan(offered);

        Files.delete(ballast);
        loop.stop();
        assertThat(acknowledged.get()).isEqualTo(offered);
        assertThat(health.told()).contains("-DISK_FULL");
        StreamId stream = new StreamId(new ShardId(Ward.NAME, Family.OBS), journal.self(), oximeter);
        try (SqliteReplicaStore store = new SqliteReplicaStore(
                mount.resolve("state/journal.sqlite"),
                journal.self(),
                Ward.surroundings().clock())) {
            assertThat(store.context(stream.shard())).containsEntry(stream, Ranges.of(1, offered));
            assertThat(store.content().rows.all()).hasSize(1);
        }
    }

    /** Samples that no codec makes small. */
    private JournalEntry.Readings noise(int device, long number, AtomicLong acknowledged) {
        Waveform wave = new Waveform(
                150452,
                262656,
                8_000_000,
                0,
                random.ints(Waveform.SAMPLES_MAX).toArray(),
                Validity.VALID,
                Ward.NOW.toEpochMilli() + number,
                Reading.NO_DEVICE_TIME);
        return new JournalEntry.Readings(device, List.of(wave), Optional.empty(), acknowledged::incrementAndGet);
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
