package io.wardkeep.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.EndReason;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.InMemoryReplicaStore;
import io.wardkeep.sync.ReplicaStore;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.SessionPair;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncEnd;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertFacts;
import io.wardkeep.ward.record.EpisodeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a box that is put back to an older state, or cloned, loses nothing and corrupts nobody. Real SQLite files are
 * copied away and back; the hub's side is in memory. Fault model: the journal restored alone, the journal restored
 * together with its witness, and a restored box that wrote more than the one it replaced.
 */
class RestoreIT {

    private static final Actor HUB = Actor.of(new UUID(9, 9), 1);
    private static final ShardId OBS = new ShardId(Ward.NAME, Family.OBS);

    private final Path directory;
    private final Path image;
    private final InMemoryReplicaStore hub = new InMemoryReplicaStore();
    private long values;
    private int keys;
    private boolean raiseInTheNextLife;
    private int forked;

    RestoreIT(@TempDir Path directory) {
        this.directory = directory.resolve("state");
        image = directory.resolve("image");
    }

    @Test
    void aRestoredJournalBeginsANewLifeAndGetsItsOwnWritingBack() throws IOException {
        live(100);
        copy(this.directory, image, false);
        Actor first = live(50);
        copy(image, this.directory, false);
        Actor second = live(10);

        assertThat(second.incarnation()).isNotEqualTo(first.incarnation());
        assertEverywhere(160);
    }

    @Test
    void aBoxRestoredWithItsWitnessIsFoundOutAndNothingIsLost() throws IOException {
        live(100);
        copy(this.directory, image, true);
        live(50);
        copy(image, this.directory, true);
        SyncEnd end = fork(10, false);

        assertThat(end.reason()).isEqualTo(EndReason.FORKED);
        Journal again = Ward.open(this.directory);
        assertThat(again.atStart().forked())
                .hasValueSatisfying(found -> assertThat(found).contains("another history"));
        assertThat(again.atStart().fromNeighbours().contains(end.incarnationMax()))
                .as("what a neighbour has of the forked life has been named anew")
                .isFalse();
        assertThat(again.atStart().fromNeighbours().contains(end.incarnationMax() - 1))
                .isTrue();
        end(again);
        live(1);
        assertEverywhere(161);
    }

    @Test
    void aCloneThatWroteMoreIsFoundOutByItsChainAndNothingIsLost() throws IOException {
        live(100);
        copy(this.directory, image, true);
        live(50);
        copy(image, this.directory, true);
        SyncEnd end = fork(80, true);

        assertThat(end.reason()).isEqualTo(EndReason.FORKED);
        assertThat(Completeness.of(hub).totals(Family.OBS)).isEqualTo(new Completeness.Totals(150, 0, 0, 0));
        live(1);
        assertEverywhere(231);
    }

    @Test
    void bothHalvesOfAForkKeepTheirDecisions() throws IOException {
        live(1);
        copy(this.directory, image, true);
        live(1);
        copy(image, this.directory, true);
        fork(3, true);
        live(1);

        assertThat(hub.liveRows().values().stream().mapToInt(List::size).sum()).isEqualTo(keys);
        assertEverywhere(6);
    }

    @Test
    void anAlertOfAForkedLifeIsShownUnderItsNewName() throws IOException, MalformedBytesException {
        live(1);
        copy(this.directory, image, true);
        live(1);
        copy(image, this.directory, true);
        raiseInTheNextLife = true;
        fork(3, true);
        live(1);

        List<AlertFact> raised = new ArrayList<>();
        for (List<Row> rows : hub.liveRows().values()) {
            for (Row row : rows) {
                if (row.key().contains("LIMIT_LOW")) {
                    AlertFacts.fact(row).ifPresent(raised::add);
                }
            }
        }
        assertThat(raised).singleElement().satisfies(fact -> {
            assertThat(fact).isInstanceOf(AlertFact.Raised.class);
            assertThat(fact.episode().raise().actor().incarnation()).isNotEqualTo(forked);
        });
        assertEverywhere(6);
    }

    /**
     * Any order of lives with and without a link, crashes, images and restores. What must be there in the end: all that
     * the hub ever had, and all that was on the last disk, and each of it once. What only a replaced disk held is gone
     * with it. In every other repetition images are of a box that had told the hub everything. No image is taken in the
     * moment between finding a fork and the start that mints again.
     */
    @RepeatedTest(60)
    void inAnyOrderOfRestoresNothingThatIsHeldIsLost(RepetitionInfo repetition) throws IOException {
        boolean hasToldAll = repetition.getCurrentRepetition() % 2 == 0;
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        Set<Long> atHub = new TreeSet<>();
        Set<Long> onDisk = new TreeSet<>();
        Set<Long> onImage = new TreeSet<>();
        boolean isForked = false;
        int steps = 4 + random.nextInt(12);
        for (int step = 0; step < steps + 4; step++) {
            int what = step > 0 && step < steps ? random.nextInt(7) : 0;
            boolean heals = step >= steps || what == 4 && (hasToldAll || isForked);
            if (what < 4 || heals) {
                long first = values + 1;
                do {
                    isForked = anyLife(random, heals || random.nextBoolean(), heals || random.nextInt(4) > 0);
                } while (what == 4 && isForked);
                LongStream.rangeClosed(first, values).forEach(onDisk::add);
                atHub.addAll(valuesOf(hub));
            }
            if (what == 4) {
                copy(directory, image, true);
                onImage = new TreeSet<>(onDisk);
            } else if (what > 4 && Files.exists(image)) {
                copy(image, this.directory, random.nextInt(3) > 0);
                onDisk = new TreeSet<>(onImage);
            }
        }

        assertThat(valuesOf(hub)).containsAll(atHub).containsAll(onDisk);
        Journal journal = Ward.open(directory);
        assertThat(valuesOf(journal.store())).isEqualTo(valuesOf(hub));
        assertThat(journal.store().context(OBS)).isEqualTo(hub.context(OBS));
        Completeness.Totals totals = Completeness.of(hub).totals(Family.OBS);
        assertThat(totals.missing()).isZero();
        assertThat(totals.duplicates()).isZero();
        assertThat(totals.data()).as("once").isEqualTo(valuesOf(hub).size());
        assertThat(Completeness.of(journal.store()).totals(Family.OBS)).isEqualTo(totals);
        journal.close();
    }

    /**
     * What a box does between two starts; a fork that is found ends it as it ends the running gateway. Was there one?
     */
    private boolean anyLife(SplittableRandom random, boolean isLinked, boolean stopsInOrder) {
        Journal journal = Ward.open(directory);
        write(journal, random.nextInt(1, 20), random.nextBoolean());
        Optional<SyncEnd> forked = Optional.empty();
        if (isLinked) {
            SessionPair pair = talk(journal);
            forked = pair.run().gateway();
            if (forked.isEmpty() && stopsInOrder) {
                remember(journal, pair);
            }
        }
        if (forked.isPresent()) {
            note(journal, forked.get());
        } else if (stopsInOrder) {
            journal.end();
        }
        journal.close();
        return forked.isPresent();
    }

    private static void note(Journal journal, SyncEnd end) {
        assertThat(end.incarnationMax()).as(end.detail()).isNotZero();
        Forks.note(
                journal.store().content().database,
                journal.self().incarnation(),
                end.incarnationMax(),
                end.detail(),
                1);
    }

    private static Set<Long> valuesOf(ReplicaStore store) {
        Set<Long> values = new TreeSet<>();
        store.context(OBS)
                .forEach((stream, seen) -> readings(store, stream, seen)
                        .forEach(reading ->
                                values.add(((Observation) reading).value().mantissa())));
        return values;
    }

    private static Row raise(Dot dot) {
        EpisodeKey key = new EpisodeKey(
                ConditionKey.limit(new BedId("7A-01"), Ward.SPO2, AlertKind.LIMIT_LOW), new EpisodeId(dot));
        return AlertFacts.row(
                Ward.NAME,
                dot,
                HybridTimestamp.of(1, 0),
                new AlertFact.Raised(
                        key, 1, AlertPriority.HIGH, 1, Optional.empty(), Optional.empty(), 0, false, Optional.empty()));
    }

    /** A life in order: writes, talks to the hub, stops. */
    private Actor live(int readings) {
        Journal journal = Ward.open(directory);
        write(journal, readings, true);
        SessionPair pair = talk(journal);
        pair.run();
        assertThat(pair.status().inStep()).isTrue();
        remember(journal, pair);
        end(journal);
        return journal.self();
    }

    /** A life that turns out to be somebody else's as well; what the running gateway does about it. */
    private SyncEnd fork(int readings, boolean decided) {
        Journal journal = Ward.open(directory);
        write(journal, readings, decided);
        SyncEnd end = talk(journal).run().gateway().orElseThrow();
        assertThat(end.incarnationMax()).isEqualTo(journal.self().incarnation());
        note(journal, end);
        end(journal);
        return end;
    }

    private SessionPair talk(Journal journal) {
        return new SessionPair(Ward.NAME, journal.self(), journal.store(), HUB, hub);
    }

    private static void remember(Journal journal, SessionPair pair) {
        Map<StreamId, Ranges> held = new HashMap<>();
        pair.hubHolds().forEach((stream, holding) -> held.put(stream, holding.seen()));
        Content content = journal.store().content();
        content.peers.holds(HUB.site(), held);
        content.database.begin();
        content.peers.save();
        content.database.commit();
    }

    private static void end(Journal journal) {
        journal.end();
        journal.close();
    }

    /** Readings that nobody has written before and, if somebody decided something, a row of a new key. */
    private void write(Journal journal, int count, boolean decided) {
        Content content = journal.store().content();
        int device = journal.ordinalOf(Ward.OXIMETER);
        List<Reading> readings = Ward.observations(values + 1, count);
        values += count;
        long seq = content.streams
                .find(StreamId.rows(Ward.ALERT, journal.self()))
                .map(state -> state.context.max())
                .orElse(0L);
        List<Row> rows = new ArrayList<>();
        if (decided) {
            rows.add(Ward.row(journal.self(), seq + 1, "key " + ++keys));
        }
        if (raiseInTheNextLife) {
            raiseInTheNextLife = false;
            forked = journal.self().incarnation();
            rows.add(raise(new Dot(journal.self(), seq + 2)));
        }
        content.database.begin();
        new Appender(content, journal.self(), Ward.NAME)
                .append(List.of(
                        new JournalEntry.Readings(device, readings, Optional.empty(), () -> {}),
                        new JournalEntry.Rows(rows, () -> {})));
        content.database.commit();
    }

    private void assertEverywhere(long readings) {
        Journal journal = Ward.open(directory);
        SqliteReplicaStore store = journal.store();
        assertThat(distinct(hub)).isEqualTo(readings);
        assertThat(distinct(store)).isEqualTo(readings);
        assertThat(Completeness.of(hub).totals(Family.OBS)).isEqualTo(new Completeness.Totals(readings, 0, 0, 0));
        assertThat(Completeness.of(store).totals(Family.OBS)).isEqualTo(new Completeness.Totals(readings, 0, 0, 0));
        assertThat(store.context(OBS)).isEqualTo(hub.context(OBS));
        assertThat(store.heads(OBS)).isEqualTo(hub.heads(OBS));
        hub.context(OBS)
                .forEach((stream, seen) ->
                        assertThat(readings(store, stream, seen)).isEqualTo(readings(hub, stream, seen)));
        hub.liveRows()
                .forEach((stream, rows) -> assertThat(store.scan(stream, Ranges.of(1, 10_000), 1 << 20)
                                .rows())
                        .isEqualTo(rows));
        journal.close();
    }

    /** How many different values there are; each was written once. */
    private static long distinct(ReplicaStore store) {
        return store.context(OBS).entrySet().stream()
                .flatMap(entry -> readings(store, entry.getKey(), entry.getValue()).stream())
                .distinct()
                .count();
    }

    private static List<Reading> readings(ReplicaStore store, StreamId stream, Ranges seen) {
        return store.scan(stream, seen, 1 << 20).blocks().stream()
                .sorted((a, b) -> Long.compare(a.first(), b.first()))
                .flatMap(block -> Bodies.decode(block.body(), block.count()).orElseThrow().stream())
                .toList();
    }

    private static void copy(Path from, Path to, boolean withWitness) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean witness = file.getFileName().toString().contains("witness");
                if (withWitness || !witness) {
                    Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        for (String suffix : List.of("-wal", "-shm")) {
            Path log = to.resolve("journal.sqlite" + suffix);
            if (!Files.exists(from.resolve(log.getFileName()))) {
                Files.deleteIfExists(log);
            }
        }
    }
}
