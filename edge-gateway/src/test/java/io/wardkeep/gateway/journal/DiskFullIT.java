package io.wardkeep.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StoreCommand;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
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

    private static final long RESERVE = 4L << 20;

    private final AtomicLong now = new AtomicLong(Ward.NOW.toEpochMilli());
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

    @Test
    void rowsAndLossesAreWrittenHoweverManyReadingsWait() throws Exception {
        Journal journal = Journal.open(config(new JournalBounds(8, 16L << 20, 2, 0), RESERVE), surroundings());
        int oximeter = journal.ordinalOf(Ward.OXIMETER);
        StoreLoop loop = journal.start(List.of());
        HistoryLoop history = journal.startHistory();
        Path ballast = mount.resolve("ballast");
        Files.write(ballast, new byte[88 << 20]);
        long offered = fill(journal, oximeter, new AtomicLong());
        ask(history);
        for (int more = 0; more < 64; more++) {
            journal.inbox().offerOrDeclareLost(noise(oximeter, offered + more, new AtomicLong()));
        }
        now.addAndGet(Duration.ofMinutes(2).toMillis());

        for (int seq = 1; seq <= 40; seq++) {
            CountDownLatch durable = new CountDownLatch(1);
            JournalEntry.Rows alert =
                    new JournalEntry.Rows(List.of(Ward.row(journal.self(), seq, "e" + seq)), durable::countDown);
            assertThat(journal.inbox().offerOrRefuse(alert)).isTrue();
            assertThat(durable.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(loop.figures().lost()).isPositive();
        Files.delete(ballast);
        history.stop();
        loop.stop();
        assertThat(Files.size(mount.resolve("state/reserve"))).isEqualTo(RESERVE);
        assertThat(health.told()).contains("-DISK_FULL");
    }

    @Test
    void aDiskThatTheJournalFilledHasRoomAgainWhenReadingsAreOlderThanTheRetention() throws Exception {
        Journal journal = Journal.open(config(JournalBounds.ORDINARY, RESERVE), surroundings());
        int oximeter = journal.ordinalOf(Ward.OXIMETER);
        StoreLoop loop = journal.start(List.of());
        AtomicLong acknowledged = new AtomicLong();
        Files.write(mount.resolve("ballast"), new byte[80 << 20]);
        long offered = 0;
        while (!health.told().contains("+DISK_FULL")) {
            // Few at a time, so that what is complete is sealed as on a ward.
            if ((offered % 64 != 0 || loop.settled())
                    && journal.inbox().offerOrRefuse(noise(oximeter, offered, acknowledged))) {
                offered++;
            }
        }

        StreamId stream = new StreamId(new ShardId(Ward.NAME, Family.OBS), journal.self(), oximeter);
        assertThat(loop.acknowledgedOrRefuse(new UUID(4, 4), Map.of(stream, Ranges.of(1, acknowledged.get()))))
                .isTrue();
        CountDownLatch noted = new CountDownLatch(1);
        loop.submit(new StoreCommand.Report(), _ -> noted.countDown());
        assertThat(noted.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        now.addAndGet(Duration.ofDays(40).toMillis());
        awaitRoom();
        loop.stop();
        assertThat(acknowledged.get()).isEqualTo(offered);
        assertThat(health.told()).contains("-DISK_FULL");
        assertThat(loop.figures().lost()).isZero();
    }

    @Test
    void startsOnAFullDiskWithTheRoomOfItsReserve() throws Exception {
        try (Journal first = Journal.open(config(JournalBounds.ORDINARY, RESERVE), surroundings())) {
            assertThat(first.isFull()).isFalse();
        }
        Path ballast = fillUp();
        Journal journal = Journal.open(config(JournalBounds.ORDINARY, RESERVE), surroundings());
        int oximeter = journal.ordinalOf(Ward.OXIMETER);
        AtomicLong acknowledged = new AtomicLong();
        assertThat(journal.inbox().offerOrRefuse(noise(oximeter, 1, acknowledged)))
                .isTrue();
        CountDownLatch alertIsDurable = new CountDownLatch(1);
        assertThat(journal.inbox()
                        .offerOrRefuse(new JournalEntry.Rows(
                                List.of(Ward.row(journal.self(), 1, "episode")), alertIsDurable::countDown)))
                .isTrue();
        StoreLoop loop = journal.start(List.of());
        assertThat(alertIsDurable.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged).hasValue(0);
        assertThat(health.told()).containsExactly("+DISK_FULL");

        Files.delete(ballast);
        loop.stop();
        assertThat(acknowledged).hasValue(1);
        assertThat(health.told()).containsExactly("+DISK_FULL", "-DISK_FULL");
    }

    /** In a process of its own, since SQLite's library has to be unpacked onto the full disk as well. */
    @Test
    void aFreshProcessStartsOnAFullDisk() throws Exception {
        try (Journal first = Journal.open(config(JournalBounds.ORDINARY, RESERVE), surroundings())) {
            assertThat(first.isFull()).isFalse();
        }
        fillUp();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        mount.resolve("state").toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    /** Opens a journal; exits 0 when it begins as full. */
    static final class Starter {

        private Starter() {}

        /** Argument: directory. */
        public static void main(String[] arguments) {
            JournalConfig config =
                    JournalConfig.of(Path.of(arguments[0]), Ward.NAME, Optional.empty(), Duration.ofDays(30), RESERVE);
            try (Journal journal = Journal.open(config, Ward.surroundings())) {
                System.exit(journal.isFull() ? 0 : 1);
            }
        }
    }

    private Path fillUp() throws IOException {
        Path ballast = mount.resolve("ballast");
        try (OutputStream rest = Files.newOutputStream(ballast)) {
            byte[] page = new byte[4_096];
            while (Files.getFileStore(mount).getUsableSpace() > 0) {
                rest.write(page);
            }
        }
        return ballast;
    }

    private JournalConfig config(JournalBounds bounds, long reserve) {
        JournalConfig usual =
                JournalConfig.of(mount.resolve("state"), Ward.NAME, Optional.empty(), Duration.ofDays(30), reserve);
        return new JournalConfig(
                usual.directory(),
                usual.witness(),
                usual.machineId(),
                usual.ward(),
                usual.site(),
                usual.retain(),
                reserve,
                bounds);
    }

    private JournalSurroundings surroundings() {
        JournalSurroundings fixed = Ward.surroundings(health, broken -> {});
        return new JournalSurroundings(
                () -> Instant.ofEpochMilli(now.get()),
                fixed.random(),
                fixed.health(),
                fixed.fatal(),
                fixed.pace(),
                fixed.policy());
    }

    /** Offers readings until the disk is full; how many were taken. */
    private long fill(Journal journal, int device, AtomicLong acknowledged) {
        long offered = 0;
        while (!health.told().contains("+DISK_FULL")) {
            if (journal.inbox().offerOrRefuse(noise(device, offered, acknowledged))) {
                offered++;
            }
        }
        return offered;
    }

    private void awaitRoom() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!health.told().contains("-DISK_FULL")) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static void ask(HistoryLoop history) throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        assertThat(history.askOrRefuse(
                        new HistoryQuery(Set.of(Ward.OXIMETER), Ward.SPO2, 0, Long.MAX_VALUE, 10),
                        _ -> answered.countDown()))
                .isTrue();
        assertThat(answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
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
                Ward.NOW.toEpochMilli() + number * 10_000,
                Reading.NO_DEVICE_TIME);
        return new JournalEntry.Readings(device, List.of(wave), Optional.empty(), acknowledged::incrementAndGet);
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
