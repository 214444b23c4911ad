package io.wardkeep.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.lattice.law.Choices;
import io.wardkeep.lattice.law.Laws;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Collecting version vectors commutes with joining: nobody can tell a replica that collects from one that does not. */
final class CollectionLaws {

    private static final ShardId CONFIG = new ShardId(new WardId("7A"), Family.CONFIG);
    private static final int WRITERS = 3;
    private static final int KEYS = 2;

    /** Forgets nothing. */
    private static final class Keeper extends InMemoryReplicaStore {

        @Override
        protected boolean collects() {
            return false;
        }
    }

    /** What three writers wrote, each having seen some of what the others wrote; every row with what it superseded. */
    private static List<Row> history(Choices choices) {
        List<Row> all = new ArrayList<>();
        long[] last = new long[WRITERS];
        for (int left = 1 + choices.below(12); left > 0; left--) {
            int writer = choices.below(WRITERS);
            Actor actor = actor(writer);
            String key = "key" + choices.below(KEYS);
            VersionVector supersedes = VersionVector.EMPTY;
            for (Row row : all) {
                boolean isOwn = row.dot().actor().equals(actor);
                if (row.key().equals(key) && (isOwn || choices.oneIn(2))) {
                    supersedes = supersedes.join(row.supersedes()).plus(row.dot());
                }
            }
            all.add(new Row(
                    CONFIG,
                    key,
                    new Dot(actor, ++last[writer]),
                    supersedes,
                    HybridTimestamp.of(all.size(), 0),
                    1,
                    Bytes.EMPTY));
        }
        return all;
    }

    private static Actor actor(int writer) {
        return Actor.of(new UUID(1, writer), 1);
    }

    /** Some rows in some order, or "seen, and gone" of them. */
    private static List<Delta> deltas(List<Row> all, Choices choices) {
        List<Delta> deltas = new ArrayList<>();
        for (int left = all.size() + choices.below(all.size() + 1); left > 0; left--) {
            List<Row> rows = new ArrayList<>();
            Map<StreamId, Ranges> covered = new TreeMap<>();
            for (int more = choices.below(3); more >= 0; more--) {
                Row row = choices.of(all);
                long seq = row.dot().seq();
                if (!covered.getOrDefault(row.stream(), Ranges.EMPTY).contains(seq)) {
                    covered.merge(row.stream(), Ranges.of(seq, seq), Ranges::union);
                    if (!isSuperseded(row, all) || choices.oneIn(2)) {
                        rows.add(row);
                    }
                }
            }
            deltas.add(new Delta(rows, List.of(), List.of(), covered));
        }
        return deltas;
    }

    private static boolean isSuperseded(Row row, List<Row> all) {
        return all.stream()
                .anyMatch(other ->
                        other.key().equals(row.key()) && other.supersedes().covers(row.dot()));
    }

    @Test
    void collectingCommutesWithJoining() {
        Laws.hold(choices -> {
            InMemoryReplicaStore collects = new InMemoryReplicaStore();
            InMemoryReplicaStore keeps = new Keeper();
            for (Delta delta : deltas(history(choices), choices)) {
                assertThat(collects.join(delta)).isEqualTo(keeps.join(delta));
                assertThat(collects.liveRows()).isEqualTo(keeps.liveRows());
                assertThat(collects.context(CONFIG)).isEqualTo(keeps.context(CONFIG));
                assertThat(collects.vectorEntries()).isLessThanOrEqualTo(keeps.vectorEntries());
            }
        });
    }

    @Test
    void whoHasSeenEverythingKeepsNothing() {
        Laws.hold(choices -> {
            InMemoryReplicaStore store = new InMemoryReplicaStore();
            List<Row> all = history(choices);
            all.forEach(row -> store.join(new Delta(
                    List.of(row),
                    List.of(),
                    List.of(),
                    Map.of(row.stream(), Ranges.of(row.dot().seq(), row.dot().seq())))));

            assertThat(store.vectorEntries()).isZero();
        });
    }
}
