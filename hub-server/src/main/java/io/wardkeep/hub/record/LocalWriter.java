package io.wardkeep.hub.record;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridClock;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Chain;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mints this hub's own dots: gap-free per stream, in the order of the commits. For the store loop. What it knows it
 * reads from what is durable, so that a dot whose commit failed is minted again only when nobody can have seen it.
 */
public final class LocalWriter {

    private final Actor actor;
    private final HybridClock clock;

    /**
     * Writes as {@code actor}.
     *
     * @param clock the hub's hybrid clock; belongs to the store loop from now on
     */
    public LocalWriter(Actor actor, HybridClock clock) {
        this.actor = actor;
        this.clock = clock;
    }

    /** Somebody else's rows became durable: our next times are after theirs. */
    void hear(Delta delta) {
        delta.rows().forEach(row -> clock.hear(row.at()));
    }

    LocalWrite.Decision decide(PostgresReplicaStore store, LocalWrite write) {
        return write.decide(new LocalWrite.Place() {
            @Override
            public Actor writer() {
                return actor;
            }

            @Override
            public List<Row> live(ShardId shard, String key) {
                return store.liveRows(shard, key);
            }

            @Override
            public Optional<Row> newest(ShardId shard) {
                return store.newestRows(shard).stream()
                        .filter(row -> row.dot().actor().equals(actor))
                        .findFirst();
            }

            @Override
            public List<Row> newestOfOthers(ShardId shard, int max) {
                return store.newestRows(shard).stream()
                        .filter(row -> !row.dot().actor().equals(actor))
                        .sorted((left, right) -> right.at().compareTo(left.at()))
                        .limit(max)
                        .toList();
            }
        });
    }

    Delta mint(PostgresReplicaStore store, List<LocalWrite.Draft> drafts) {
        List<Row> rows = new ArrayList<>();
        Map<StreamId, Ranges> covered = new HashMap<>();
        Map<StreamId, Long> heads = new HashMap<>();
        for (LocalWrite.Draft draft : drafts) {
            StreamId stream = StreamId.rows(draft.shard(), actor);
            long last = Math.max(
                    store.context(draft.shard())
                            .getOrDefault(stream, Ranges.EMPTY)
                            .max(),
                    covered.getOrDefault(stream, Ranges.EMPTY).max());
            Dot dot = new Dot(actor, last + 1);
            Row row = draft.maker().make(dot, clock.next());
            if (!row.dot().equals(dot) || !row.shard().equals(draft.shard())) {
                throw new IllegalStateException("a draft became another row than asked for: " + row.dot());
            }
            rows.add(row);
            heads.put(stream, Chain.after(before(store, stream, last, heads), row));
            covered.merge(stream, Ranges.of(dot.seq(), dot.seq()), Ranges::union);
        }
        return new Delta(rows, List.of(), List.of(), covered, heads);
    }

    /** The chain's value after {@code last}; a stream from before chains were kept begins its chain here. */
    private static long before(PostgresReplicaStore store, StreamId stream, long last, Map<StreamId, Long> heads) {
        Long linked = heads.get(stream);
        return linked != null ? linked : store.chainAt(stream, last).orElse(Chain.START);
    }
}
