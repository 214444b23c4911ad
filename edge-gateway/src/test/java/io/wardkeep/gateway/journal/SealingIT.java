package io.wardkeep.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.segment.Sealer;
import io.wardkeep.segment.SegmentCodec;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: sealing, forgetting and damage change where readings lie, never which they are. Fault model: any grouping of
 * commits, restarts in between, bit flips in bodies.
 */
class SealingIT {

    private static final Actor SELF = Actor.of(new UUID(3, 3), 9);
    private static final StreamId STREAM = new StreamId(new ShardId(Ward.NAME, Family.OBS), SELF, 1);
    private static final Ranges ALL = Ranges.of(1, 1 << 20);
    private static final int BYTES_MAX = 1 << 24;

    private final Path file;
    private SqliteReplicaStore store;

    SealingIT(@TempDir Path directory) {
        file = directory.resolve("journal.sqlite");
        store = open();
    }

    private SqliteReplicaStore open() {
        return new SqliteReplicaStore(file, SELF, InstantSource.fixed(Ward.NOW));
    }

    @BeforeEach
    void commitsInGroupsOfAnySize() {
        Random random = new Random(11);
        List<Reading> all = Ward.observations(1, 2_000);
        for (int from = 0; from < all.size(); ) {
            int count = Math.min(all.size() - from, 1 + random.nextInt(20));
            append(all.subList(from, from + count));
            from += count;
            if (random.nextInt(10) == 0) {
                new Sealing(store.content()).slice();
            }
            if (random.nextInt(40) == 0) {
                store.reopen();
            }
        }
    }

    @AfterEach
    void closes() {
        store.close();
    }

    @Test
    void sealsExactlyTheSegmentsThatFollowFromTheReadings() throws Exception {
        sealAll();
        List<ObservationBlock> sealed = new ArrayList<>();
        long first = 1;
        for (List<Reading> segment : Sealer.split(Ward.observations(1, 2_000))) {
            sealed.add(Blocks.of(STREAM, first, segment));
            first += segment.size();
        }
        // The last one may go on growing.
        sealed.removeLast();

        assertThat(segments()).isEqualTo(sealed).hasSizeGreaterThan(2);
        assertThat(readings(scan())).isEqualTo(Ward.observations(1, 2_000));
        store.reopen();
        assertThat(store.context(STREAM.shard())).isEqualTo(Map.of(STREAM, Ranges.of(1, 2_000)));
        assertThat(readings(scan())).isEqualTo(Ward.observations(1, 2_000));
    }

    @Test
    void keepsTheTailShort() {
        sealAll();

        assertThat(count("tail")).isLessThan(2L * Sealing.MERGE_PIECES_MIN);
    }

    @Test
    void sealsAllOfALifeThatHasEnded() throws Exception {
        store.close();
        store = new SqliteReplicaStore(file, Actor.of(new UUID(3, 3), 10), InstantSource.fixed(Ward.NOW));
        sealAll();

        assertThat(count("tail")).isZero();
        assertThat(readings(scan())).isEqualTo(Ward.observations(1, 2_000));
    }

    @Test
    void forgetsWhatIsOldQuietlyWhereItIsAcknowledgedAndAsALossWhereItIsNot() throws Exception {
        sealAll();
        long last = segments().getLast().last();
        store.content().peers.acknowledge(new UUID(4, 4), STREAM, Ranges.of(1, 1_000));
        store.content().database.begin();
        store.content().peers.save();
        store.content().database.commit();
        seesPass(Duration.ofDays(2));
        store.reopen();
        forget(Duration.ofDays(2));
        store.reopen();

        assertThat(count("segment")).isZero();
        assertThat(store.context(STREAM.shard())).containsEntry(STREAM, Ranges.of(1, 2_000));
        assertThat(store.lost(STREAM.shard())).isEqualTo(Map.of(STREAM, Ranges.of(1_001, last)));
        assertThat(store.scan(STREAM, Ranges.of(1_001, last), BYTES_MAX).lost())
                .allSatisfy(loss -> assertThat(loss.reason()).isEqualTo(LossReason.RETENTION));
        // A neighbour that never had it says nothing about the hub, which has.
        assertThat(store.scanWhatIsThere(STREAM, Ranges.of(1, 1_000), BYTES_MAX).isEmpty())
                .isTrue();
        assertThat(store.lost(STREAM.shard())).isEqualTo(Map.of(STREAM, Ranges.of(1_001, last)));
        // A hub that lost what it had acknowledged is told so.
        Delta asked = store.scan(STREAM, Ranges.of(1, 1_000), BYTES_MAX);
        assertThat(asked.holding(STREAM).lost()).isEqualTo(Ranges.of(1, 1_000));
        store.reopen();
        assertThat(store.lost(STREAM.shard())).isEqualTo(Map.of(STREAM, Ranges.of(1, last)));
    }

    @Test
    void aClockThatJumpsAheadDestroysNothingThatNobodyElseHas() throws Exception {
        sealAll();
        store.content().peers.acknowledge(new UUID(4, 4), STREAM, Ranges.of(1, 1_000));
        forget(Duration.ofDays(2_000));

        assertThat(store.lost(STREAM.shard())).isEmpty();
        assertThat(count("segment")).isPositive();
        List<Reading> left = readings(scan());
        assertThat(left).endsWith(Ward.observation(2_000, Ward.NOW.toEpochMilli() + 2_000_000));
        assertThat(left).hasSizeBetween(1_000, 1_999);
    }

    /** Another device is heard once an hour. */
    private void seesPass(Duration time) {
        Content content = store.content();
        content.database.begin();
        StreamState other = content.streams.enter(new StreamId(STREAM.shard(), STREAM.actor(), STREAM.device() + 1));
        for (long hour = 1; hour <= time.toHours(); hour++) {
            content.observations.append(
                    other,
                    List.of(Ward.observation(
                            hour, Ward.NOW.plus(Duration.ofHours(hour)).toEpochMilli())));
        }
        content.database.commit();
    }

    private void forget(Duration later) {
        Retention retention = new Retention(store.content(), Duration.ofDays(1));
        while (retention.slice(Ward.NOW.plus(later).toEpochMilli())) {
            // Slice by slice.
        }
    }

    @Test
    void aDamagedBodyBecomesADeclaredLossAndIsNeverShown() throws Exception {
        sealAll();
        ObservationBlock damaged = segments().get(1);
        store.content()
                .database
                .update(
                        "UPDATE segment SET body=CAST(substr(body, 1, 40) || x'FFFE' || substr(body, 43) AS BLOB) WHERE first=?",
                        damaged.first());
        Delta all = scan();

        Ranges lost = Ranges.of(damaged.first(), damaged.last());
        assertThat(all.holding(STREAM).seen()).isEqualTo(Ranges.of(1, 2_000));
        assertThat(all.holding(STREAM).lost()).isEqualTo(lost);
        assertThat(count("quarantine")).isEqualTo(1);
        // The other side still has it: data overrides the loss.
        store.join(new Delta(List.of(), List.of(damaged), List.of(), Map.of(STREAM, lost)));
        assertThat(readings(scan())).isEqualTo(Ward.observations(1, 2_000));
    }

    @Test
    void aDamagedPieceOfTheTailDoesNotStopSealing() {
        store.content()
                .database
                .update("UPDATE tail SET body=x'00' WHERE id=(SELECT min(id) FROM tail WHERE merged=0)");
        store.reopen();
        append(Ward.observations(2_001, 2_000));
        sealAll();

        assertThat(scan().holding(STREAM).seen()).isEqualTo(Ranges.of(1, 4_000));
        assertThat(scan().holding(STREAM).lost().cardinality()).isBetween(1L, 20L);
        assertThat(count("tail")).isLessThan(2L * Sealing.MERGE_PIECES_MIN);
    }

    @Test
    void thePastIsThinnedWithoutLosingExtremes() {
        store.content().database.begin();
        assertThat(store.content().devices.ordinalOf(Ward.OXIMETER, 0)).isEqualTo(1);
        store.content().observations.appendLost(store.content().streams.enter(STREAM), 7, LossReason.OVERLOAD);
        store.content().database.commit();
        append(Ward.observations(3_000, 1));
        sealAll();
        long from = Ward.NOW.toEpochMilli();
        try (Database database = Database.openForReading(file)) {
            History history = new HistoryReader(database, SELF.site())
                    .read(new HistoryQuery(Set.of(Ward.OXIMETER), Ward.SPO2, from, from + 4_000_000, 40));

            assertThat(history.points()).hasSize(22);
            assertThat(history.points().getFirst()).isEqualTo(new History.Point(from + 99_000, 1, 99, 99));
            assertThat(history.points().getLast().last()).isEqualTo(3_000);
            assertThat(history.losses())
                    .containsExactly(new History.Loss(from + 2_000_000, from + 3_000_000, 7, LossReason.OVERLOAD));
        }
    }

    private void append(List<Reading> readings) {
        store.content().database.begin();
        new Appender(store.content(), SELF, Ward.NAME)
                .append(List.of(new JournalEntry.Readings(1, readings, Optional.empty(), () -> {})));
        store.content().database.commit();
    }

    private void sealAll() {
        Sealing sealing = new Sealing(store.content());
        while (sealing.slice()) {
            // Slice by slice.
        }
    }

    private Delta scan() {
        return store.scan(STREAM, ALL, BYTES_MAX);
    }

    private long count(String table) {
        return store.content()
                .database
                .first("SELECT count(*) FROM " + table, row -> row.getLong(1))
                .orElseThrow();
    }

    private List<ObservationBlock> segments() {
        return store.content()
                .database
                .query(
                        "SELECT first, last, body FROM segment ORDER BY first",
                        row -> new ObservationBlock(
                                STREAM, row.getLong(1), row.getLong(2), Bytes.adopt(row.getBytes(3))));
    }

    private static List<Reading> readings(Delta delta) throws Exception {
        List<ObservationBlock> blocks = new ArrayList<>(delta.blocks());
        blocks.sort((a, b) -> Long.compare(a.first(), b.first()));
        List<Reading> readings = new ArrayList<>();
        for (ObservationBlock block : blocks) {
            readings.addAll(SegmentCodec.decode(block.body()));
        }
        return readings;
    }
}
