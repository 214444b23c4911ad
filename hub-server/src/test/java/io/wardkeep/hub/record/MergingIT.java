package io.wardkeep.hub.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.segment.Sealer;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergingIT {

    private static final StreamId STREAM =
            new StreamId(new ShardId(new WardId("7A"), Family.OBS), Actor.of(new UUID(1, 1), 1), 1);

    @Test
    void manySmallBlocksBecomeTheGatewaysSegmentsAndSayTheSame(@TempDir Path directory) throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(directory)) {
            Migrations.apply(database.dataSource());
            PostgresReplicaStore store = new PostgresReplicaStore(database.dataSource());
            List<Reading> all = new ArrayList<>();
            for (long seq = 1; seq <= 200; seq++) {
                Reading reading =
                        Observation.of(150456, Decimal.of(90 + seq % 9), 262688, Validity.VALID, seq * 10_000);
                all.add(reading);
                store.join(new Delta(
                        List.of(),
                        List.of(Blocks.of(STREAM, seq, List.of(reading))),
                        List.of(),
                        Map.of(STREAM, Ranges.of(seq, seq))));
            }
            List<List<Reading>> segments = Sealer.split(all);

            assertThat(store.merge(3_000_000)).isEqualTo(200 - segments.size());

            Delta scanned = store.scan(STREAM, Ranges.of(1, 200), 1 << 20);
            List<Reading> read = new ArrayList<>();
            for (var block : scanned.blocks().reversed()) {
                read.addAll(Blocks.readings(block));
            }
            assertThat(read).isEqualTo(all);
            assertThat(scanned.blocks()).hasSize(segments.size());
            assertThat(scanned.blocks().getLast()).isEqualTo(Blocks.of(STREAM, 1, segments.getFirst()));
            assertThat(store.merge(3_000_000)).isZero();
            assertThat(Completeness.of(store).totals(Family.OBS)).isEqualTo(new Completeness.Totals(200, 0, 0, 0));
            store.close();
        }
    }

    @Test
    void theSegmentsOfAnOutageAreSealedAsTheyCameAndToldMinuteByMinute(@TempDir Path directory) throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(directory)) {
            Migrations.apply(database.dataSource());
            PostgresReplicaStore store = new PostgresReplicaStore(database.dataSource());
            List<Reading> all = new ArrayList<>();
            for (long second = 0; second < 3_000; second++) {
                all.add(Observation.of(
                        150456,
                        Decimal.of(80 + second * second % 17),
                        262688,
                        second % 50 == 7 ? Validity.QUESTIONABLE : Validity.VALID,
                        240_000 + second * 1_000));
            }
            long last = all.size();
            List<ObservationBlock> segments = new ArrayList<>();
            for (List<Reading> segment : Sealer.split(all).reversed()) {
                segments.add(Blocks.of(STREAM, last - segment.size() + 1, segment));
                last -= segment.size();
            }
            for (ObservationBlock segment : segments) {
                store.join(new Delta(
                        List.of(),
                        List.of(segment),
                        List.of(),
                        Map.of(STREAM, Ranges.of(segment.first(), segment.last()))));
            }

            assertThat(store.merge(10_000_000)).isZero();
            assertThat(store.rollUp()).as("all but the last, which may go on").isEqualTo(segments.size() - 1);
            assertThat(store.rollUp()).isZero();

            assertThat(trend(database))
                    .isEqualTo(minutes(all.subList(0, (int) segments.getFirst().first() - 1)));
            assertThat(history(database, 240_000, 3_240_000))
                    .as("with the last one, which is not rolled up")
                    .isEqualTo(minutes(all).stream()
                            .map(told -> told.substring(0, told.lastIndexOf(' ')))
                            .toList());
            store.close();
        }
    }

    private static List<String> history(EmbeddedDatabase database, long fromMillis, long untilMillis)
            throws SQLException {
        History.Source source =
                new History.Source(STREAM.shard().ward(), STREAM.actor().site(), STREAM.device());
        try (Connection connection = database.dataSource().getConnection()) {
            return History.read(connection, new History.Query(List.of(source), 150456, fromMillis, untilMillis, 100))
                    .points()
                    .stream()
                    .map(point -> point.get(0).longValue() / 60_000 + " "
                            + point.get(1).doubleValue() + " " + point.get(2).doubleValue() + " "
                            + point.get(3).doubleValue())
                    .toList();
        }
    }

    private static List<String> trend(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return Sql.query(
                    connection,
                    row -> row.getLong(1) + " " + row.getDouble(2) + " " + row.getDouble(3) + " " + row.getDouble(4)
                            + " " + row.getLong(5),
                    "select extract(epoch from at)::bigint / 60, low, high, newest, count from trend order by at");
        }
    }

    /** What the view should say, told by a dumb twin. */
    private static List<String> minutes(List<Reading> readings) {
        Map<Long, List<Double>> byMinute = new TreeMap<>();
        for (Reading reading : readings) {
            if (reading instanceof Observation value && value.validity().hasValue()) {
                byMinute.computeIfAbsent(value.measuredMillis() / 60_000, _ -> new ArrayList<>())
                        .add(value.value().toDouble());
            }
        }
        List<String> told = new ArrayList<>();
        byMinute.forEach((minute, values) -> told.add(minute + " "
                + values.stream().mapToDouble(value -> value).min().orElseThrow() + " "
                + values.stream().mapToDouble(value -> value).max().orElseThrow() + " " + values.getLast() + " "
                + values.size()));
        return told;
    }
}
