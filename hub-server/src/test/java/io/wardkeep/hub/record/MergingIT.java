package io.wardkeep.hub.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.segment.Sealer;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
}
