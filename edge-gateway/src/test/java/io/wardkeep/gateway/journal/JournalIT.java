package io.wardkeep.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StoreCommand;
import io.wardkeep.sync.StoreResult;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal on a real SQLite file: what goes in comes out, also after a restart, and is told when it is durable. */
class JournalIT {

    private static final long PATIENCE_SECONDS = 60;

    private final Path directory;

    JournalIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void beginsEmptyWithALifeOfItsOwn() throws Exception {
        Journal journal = Ward.open(directory);
        JournalStart start = journal.atStart();

        assertThat(start.began()).contains("first start");
        assertThat(start.rows()).isEmpty();
        assertThat(start.ordinals()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("journal.sqlite"))))
                .isEqualTo("rw-------");
        journal.start(List.of()).stop();
    }

    @Test
    void isAfterAnOrderlyStopAsItWas() throws Exception {
        Journal journal = Ward.open(directory);
        int oximeter = journal.ordinalOf(Ward.OXIMETER);
        Row row = Ward.row(journal.self(), 1, "episode");
        MessageId message = MessageId.numbered(Ward.OXIMETER, 7);
        StoreLoop loop = journal.start(List.of());
        offer(journal, new JournalEntry.Readings(oximeter, Ward.observations(90, 3), Optional.of(message), () -> {}));
        assertThat(journal.inbox().offerOrRefuse(new JournalEntry.Rows(List.of(row), () -> {})))
                .isTrue();
        loop.stop();

        Journal again = Ward.open(directory);
        JournalStart start = again.atStart();
        assertThat(start.self()).isEqualTo(journal.self());
        assertThat(start.began()).isEmpty();
        assertThat(start.ordinals()).isEqualTo(Map.of(Ward.OXIMETER, oximeter));
        assertThat(start.rows()).containsExactly(row);
        assertThat(start.lastSequences()).isEqualTo(Map.of(Ward.ALERT, 1L));
        assertThat(start.messages()).isEqualTo(Map.of(Ward.OXIMETER, List.of(message)));
        StoreLoop second = again.start(List.of());
        assertThat(readings(scan(second, stream(again, oximeter)))).isEqualTo(Ward.observations(90, 3));
        second.stop();
    }

    @Test
    void beginsANewLifeAfterAnUncleanStopAndKeepsTheOldOne() throws Exception {
        Journal journal = Ward.open(directory);
        int oximeter = journal.ordinalOf(Ward.OXIMETER);
        StreamId stream = stream(journal, oximeter);
        StoreLoop loop = journal.start(List.of());
        append(journal, oximeter, Ward.observations(1, 5));
        loop.stop();
        Ward.open(directory).close();

        Journal again = Ward.open(directory);
        assertThat(again.atStart().began()).contains("the last stop was unclean");
        assertThat(again.self().site()).isEqualTo(journal.self().site());
        assertThat(Integer.toUnsignedLong(again.self().incarnation()))
                .isGreaterThan(Integer.toUnsignedLong(journal.self().incarnation()));
        StoreLoop second = again.start(List.of());
        append(again, oximeter, Ward.observations(6, 5));
        assertThat(scan(second, stream(again, oximeter)).covered())
                .containsEntry(stream(again, oximeter), Ranges.of(1, 5));
        assertThat(readings(scan(second, stream))).isEqualTo(Ward.observations(1, 5));
        second.stop();
    }

    @Test
    void tellsListenersExactlyWhatBecameDurableBeforeItIsAcknowledged() throws Exception {
        BlockingQueue<Object> told = new LinkedBlockingQueue<>();
        Journal journal = Ward.open(directory);
        int oximeter = journal.ordinalOf(Ward.OXIMETER);
        StoreLoop loop = journal.start(List.of(told::add));
        offer(
                journal,
                new JournalEntry.Readings(
                        oximeter, Ward.observations(1, 2), Optional.empty(), () -> told.add("acknowledged")));

        Delta delta = (Delta) told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(delta.covered()).isEqualTo(Map.of(stream(journal, oximeter), Ranges.of(1, 2)));
        assertThat(readings(delta)).isEqualTo(Ward.observations(1, 2));
        assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("acknowledged");
        loop.stop();
    }

    @Test
    void countsWhatCameAgainWithAnotherContent() throws Exception {
        Journal journal = Ward.open(directory);
        int oximeter = journal.ordinalOf(Ward.OXIMETER);
        StoreLoop loop = journal.start(List.of());
        appendMessage(journal, oximeter, 1, MessageId.numbered(Ward.OXIMETER, 41));
        StreamId stream = stream(journal, oximeter);
        long seq = scan(loop, stream).blocks().getFirst().first();
        Delta other = new Delta(
                List.of(),
                List.of(Blocks.of(stream, seq, Ward.observations(77, 1))),
                List.of(),
                Map.of(stream, Ranges.of(seq, seq)));
        CountDownLatch joined = new CountDownLatch(1);
        loop.submit(new StoreCommand.Join(other), _ -> joined.countDown());
        await(joined);
        appendMessage(journal, oximeter, 2, MessageId.numbered(Ward.OXIMETER, 42));
        assertThat(loop.figures().equivocal()).isEqualTo(1);
        loop.stop();
    }

    @Test
    void acknowledgesARepeatedMessageAndKeepsItOnce() throws Exception {
        Journal journal = Ward.open(directory);
        int oximeter = journal.ordinalOf(Ward.OXIMETER);
        StoreLoop loop = journal.start(List.of());
        appendMessage(journal, oximeter, 1, MessageId.numbered(Ward.OXIMETER, 41));
        appendMessage(journal, oximeter, 1, MessageId.numbered(Ward.OXIMETER, 41));
        appendMessage(journal, oximeter, 2, MessageId.content(Ward.OXIMETER, 99));
        appendMessage(journal, oximeter, 3, MessageId.contentAgain(Ward.OXIMETER, 99));
        appendMessage(journal, oximeter, 4, MessageId.content(Ward.OXIMETER, 99));

        List<Reading> expected = new ArrayList<>(Ward.observations(1, 2));
        expected.addAll(Ward.observations(4, 1));
        assertThat(readings(scan(loop, stream(journal, oximeter)))).isEqualTo(expected);
        assertThat(loop.figures().repeated()).isEqualTo(2);
        loop.stop();
    }

    @Test
    void knowsAWholeWindowOfMessagesAgainAfterARestart() throws Exception {
        int window = 1_023;
        int sent = 5_000;
        Journal first = Ward.open(directory);
        StoreLoop loop = first.start(List.of());
        List<MessageId> all = LongStream.rangeClosed(1, sent)
                .mapToObj(id -> id % 2 == 0
                        ? MessageId.numbered(Ward.OXIMETER, id)
                        : MessageId.content(Ward.OXIMETER, id * 0x9E3779B97F4A7C15L))
                .toList();
        appendMessages(first, all);
        loop.stop();

        Journal second = Ward.open(directory);
        List<MessageId> unacknowledged = all.subList(sent - window, sent);
        assertThat(second.atStart().messages().get(Ward.OXIMETER))
                .hasSizeGreaterThanOrEqualTo(MessageId.REMEMBERED_MIN)
                .hasSizeLessThan(2 * MessageId.REMEMBERED_MIN)
                .endsWith(unacknowledged.toArray(new MessageId[0]));
        StoreLoop again = second.start(List.of());
        appendMessages(
                second,
                unacknowledged.stream()
                        .map(id -> id.kind() == MessageId.Kind.CONTENT
                                ? MessageId.contentAgain(id.device(), id.value())
                                : id)
                        .toList());
        assertThat(again.figures().repeated()).isEqualTo(window);
        again.stop();
    }

    @Test
    void mintsSequencesForLossesInTheirPlace() throws Exception {
        Journal journal = Ward.open(directory);
        int oximeter = journal.ordinalOf(Ward.OXIMETER);
        StoreLoop loop = journal.start(List.of());
        append(journal, oximeter, Ward.observations(1, 2));
        CountDownLatch declared = new CountDownLatch(1);
        assertThat(journal.inbox()
                        .offerOrRefuse(new JournalEntry.Lost(oximeter, 3, LossReason.OVERLOAD, declared::countDown)))
                .isTrue();
        await(declared);
        append(journal, oximeter, Ward.observations(6, 1));

        Delta all = scan(loop, stream(journal, oximeter));
        assertThat(all.holding(stream(journal, oximeter)).seen()).isEqualTo(Ranges.of(1, 6));
        assertThat(all.holding(stream(journal, oximeter)).lost()).isEqualTo(Ranges.of(3, 5));
        loop.stop();
    }

    @Test
    void whatTurnsOutToBeDamagedIsCountedAndToldAsLost() throws Exception {
        List<Lost> told = new CopyOnWriteArrayList<>();
        Journal journal = Ward.open(directory);
        int oximeter = journal.ordinalOf(Ward.OXIMETER);
        StreamId stream = stream(journal, oximeter);
        StoreLoop loop = journal.start(List.of(delta -> told.addAll(delta.lost())));
        append(journal, oximeter, Ward.observations(1, 5));
        try (Database beside = Database.open(directory.resolve("journal.sqlite"))) {
            beside.update("UPDATE tail SET body=x'00'");
        }

        assertThat(scan(loop, stream).holding(stream).lost()).isEqualTo(Ranges.of(1, 5));
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().reason()).isEqualTo(LossReason.DAMAGED);
        assertThat(loop.figures().lost()).isEqualTo(5);
        loop.stop();
    }

    @Test
    void aDeviceKeepsItsNumberWhenTheJournalIsSetAside() throws Exception {
        DeviceId other = new DeviceId("ox-02");
        long page;
        try (Journal journal = Ward.open(directory)) {
            assertThat(journal.ordinalOf(Ward.OXIMETER)).isEqualTo(1);
            assertThat(journal.ordinalOf(other)).isEqualTo(2);
            page = journal.store()
                    .content()
                    .database
                    .first("SELECT rootpage FROM sqlite_master WHERE name='stream'", row -> row.getLong(1))
                    .orElseThrow();
        }
        overwrite((page - 1) * 4_096);
        try (Journal journal = Ward.open(directory)) {
            assertThat(journal.ordinalOf(other)).isEqualTo(2);
            assertThat(journal.ordinalOf(Ward.OXIMETER)).isEqualTo(1);
        }
    }

    @Test
    void noNumberIsGivenTwiceWhenTheDamagedJournalDoesNotTellThem() throws Exception {
        try (Journal journal = Ward.open(directory)) {
            assertThat(journal.ordinalOf(Ward.OXIMETER)).isEqualTo(1);
        }
        overwrite(0);
        int again;
        try (Journal journal = Ward.open(directory)) {
            again = journal.ordinalOf(new DeviceId("ox-02"));
            assertThat(again).isGreaterThan(1);
            assertThat(journal.ordinalOf(Ward.OXIMETER)).isEqualTo(again + 1);
        }
        try (Journal journal = Ward.open(directory)) {
            assertThat(journal.ordinalOf(new DeviceId("ox-02"))).isEqualTo(again);
        }
    }

    private void overwrite(long position) throws IOException {
        try (FileChannel file = FileChannel.open(directory.resolve("journal.sqlite"), StandardOpenOption.WRITE)) {
            byte[] noise = new byte[4_096];
            Arrays.fill(noise, (byte) 0xA5);
            file.write(ByteBuffer.wrap(noise), position);
        }
    }

    @Test
    void setsADamagedFileAsideAndGoesOnInANewLife() throws Exception {
        Journal journal = Ward.open(directory);
        journal.start(List.of()).stop();
        byte[] garbage = new byte[64 << 10];
        new Random(3).nextBytes(garbage);
        Files.write(directory.resolve("journal.sqlite"), garbage);

        Journal again = Ward.open(directory);
        assertThat(again.self().site()).isEqualTo(journal.self().site());
        assertThat(Integer.toUnsignedLong(again.self().incarnation()))
                .isGreaterThan(Integer.toUnsignedLong(journal.self().incarnation()));
        assertThat(again.atStart().began()).contains("the database is new, the witness is not");
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).anyMatch(name -> name.startsWith("damaged-"));
        }
        again.start(List.of()).stop();
    }

    private static StreamId stream(Journal journal, int ordinal) {
        return new StreamId(new ShardId(Ward.NAME, Family.OBS), journal.self(), ordinal);
    }

    private static void append(Journal journal, int ordinal, List<Reading> readings) throws InterruptedException {
        CountDownLatch durable = new CountDownLatch(1);
        offer(journal, new JournalEntry.Readings(ordinal, readings, Optional.empty(), durable::countDown));
        await(durable);
    }

    private static void appendMessage(Journal journal, int ordinal, long value, MessageId message)
            throws InterruptedException {
        CountDownLatch durable = new CountDownLatch(1);
        offer(
                journal,
                new JournalEntry.Readings(
                        ordinal, Ward.observations(value, 1), Optional.of(message), durable::countDown));
        await(durable);
    }

    /** In portions, as a port under load hands them over. */
    private static void appendMessages(Journal journal, List<MessageId> messages) throws InterruptedException {
        int oximeter = journal.ordinalOf(Ward.OXIMETER);
        for (int from = 0; from < messages.size(); from += 50) {
            List<MessageId> portion = messages.subList(from, Math.min(from + 50, messages.size()));
            CountDownLatch durable = new CountDownLatch(portion.size());
            for (MessageId message : portion) {
                offer(
                        journal,
                        new JournalEntry.Readings(
                                oximeter, Ward.observations(1, 1), Optional.of(message), durable::countDown));
            }
            await(durable);
        }
    }

    private static void offer(Journal journal, JournalEntry.Readings entry) {
        assertThat(journal.inbox().offerOrRefuse(entry)).isTrue();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private static Delta scan(StoreLoop loop, StreamId stream) throws InterruptedException {
        BlockingQueue<StoreResult> results = new LinkedBlockingQueue<>();
        loop.submit(new StoreCommand.Scan(stream, Ranges.of(1, 1_000_000), 1 << 24, true), results::add);
        StoreResult result = results.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(result).isInstanceOf(StoreResult.Scanned.class);
        return ((StoreResult.Scanned) result).delta();
    }

    private static List<Reading> readings(Delta delta) throws Exception {
        List<ObservationBlock> blocks = new ArrayList<>(delta.blocks());
        blocks.sort((a, b) -> Long.compare(a.first(), b.first()));
        List<Reading> readings = new ArrayList<>();
        for (ObservationBlock block : blocks) {
            readings.addAll(Blocks.readings(block));
        }
        return readings;
    }
}
