package io.wardkeep.hub.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.view.GapView;
import io.wardkeep.ward.view.HistoryView;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a ward whose clock is off is shown at the hub's time, in raw values, minutes and gaps, and stored as it said.
 */
class HistoryIT {

    private static final int SPO2 = 150456;
    private static final UUID SITE = new UUID(1, 1);
    private static final StreamId STREAM =
            new StreamId(new ShardId(new WardId("7A"), Family.OBS), Actor.of(SITE, 1), 1);

    /** When the hub's clock showed this, the gateway's was five minutes ahead. */
    private static final long START = 1_790_000_040_000L;

    private static final long AHEAD = 300_000;
    private static final int SECONDS = 3_600;

    @Test
    void timesOfAClockThatIsOffAreCorrected(@TempDir Path directory) throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(directory)) {
            Migrations.apply(database.dataSource());
            PostgresReplicaStore store = new PostgresReplicaStore(database.dataSource());
            List<Reading> readings = new ArrayList<>();
            for (int second = 0; second < SECONDS; second++) {
                readings.add(Observation.of(
                        SPO2, Decimal.of(80 + second % 17), 262688, Validity.VALID, START + AHEAD + second * 1_000L));
            }
            store.join(new Delta(
                    List.of(),
                    List.of(Blocks.of(STREAM, 1, readings)),
                    List.of(new Lost(
                            STREAM,
                            SECONDS + 1,
                            SECONDS + 9,
                            LossReason.DISK_FULL,
                            START + AHEAD + SECONDS * 1_000L + 30_000)),
                    Map.of(STREAM, Ranges.of(1, SECONDS + 9))));
            assertThat(read(database, START, START + 60_000).points())
                    .as("as long as nobody knows that the clock is off")
                    .isEmpty();

            store.note(new ClockOffsets.Sample(SITE, START - 10_000, AHEAD));
            store.note(new ClockOffsets.Sample(SITE, START + 7_200_000, AHEAD));

            HistoryView minute = read(database, START, START + 60_000);
            assertThat(minute.correctedMillis()).isEqualTo(AHEAD);
            assertThat(minute.points()).hasSize(60);
            assertThat(minute.points().getFirst()).containsExactly(START, 80.0, 80.0, 80.0);
            HistoryView whole = read(database, START, START + SECONDS * 1_000L + 120_000);
            assertThat(whole.points()).hasSize(SECONDS / 60);
            assertThat(whole.points().getFirst().getFirst()).isEqualTo(START);
            assertThat(whole.gaps())
                    .filteredOn(gap -> gap.kind() == GapView.Kind.LOST)
                    .singleElement()
                    .extracting(GapView::from)
                    .isEqualTo(START + (SECONDS - 1) * 1_000L);
            assertThat(Blocks.readings(store.scan(STREAM, Ranges.of(1, 1), 1 << 20)
                            .blocks()
                            .getFirst()))
                    .as("the record keeps what the gateway said")
                    .isEqualTo(readings.subList(0, 1));
            store.close();
        }
    }

    private static HistoryView read(EmbeddedDatabase database, long fromMillis, long untilMillis) throws SQLException {
        History.Source source = new History.Source(STREAM.shard().ward(), SITE, STREAM.device());
        try (Connection connection = database.dataSource().getConnection()) {
            return History.read(connection, new History.Query(List.of(source), SPO2, fromMillis, untilMillis, 360));
        }
    }
}
