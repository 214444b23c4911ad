package io.wardkeep.hub.record;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Mints this hub's own dots: gap-free per stream, in the order of the commits. Mutable, for the store loop. After a
 * failed commit it forgets and reads again from what is durable; a dot of the failed commit was shown to nobody, so
 * minting it again is no second use.
 */
public final class LocalWriter {

    private final Actor actor;
    private final Supplier<HybridTimestamp> clock;
    private final Map<StreamId, Long> last = new HashMap<>();
    private final Map<ShardId, Row> newest = new HashMap<>();

    /**
     * Writes as {@code actor}.
     *
     * @param clock the hub's hybrid clock
     */
    public LocalWriter(Actor actor, Supplier<HybridTimestamp> clock) {
        this.actor = actor;
        this.clock = clock;
    }

    /** Who this hub is. */
    public Actor actor() {
        return actor;
    }

    Delta mint(PostgresReplicaStore store, LocalWrite write) {
        List<Row> rows = new ArrayList<>();
        Map<StreamId, Ranges> covered = new HashMap<>();
        for (LocalWrite.Draft draft : write.rows().apply(shard -> newest(store, shard))) {
            StreamId stream = StreamId.rows(draft.shard(), actor);
            long seq = last.computeIfAbsent(stream, _ -> lastDurable(store, stream)) + 1;
            last.put(stream, seq);
            Row row = new Row(
                    draft.shard(),
                    draft.key(),
                    new Dot(actor, seq),
                    draft.supersedes(),
                    clock.get(),
                    draft.kind(),
                    draft.payload());
            rows.add(row);
            newest.put(draft.shard(), row);
            covered.merge(stream, Ranges.of(seq, seq), Ranges::union);
        }
        return new Delta(rows, List.of(), List.of(), covered);
    }

    void forget() {
        last.clear();
        newest.clear();
    }

    private Optional<Row> newest(PostgresReplicaStore store, ShardId shard) {
        Row known = newest.get(shard);
        return known == null ? store.newestRow(StreamId.rows(shard, actor)) : Optional.of(known);
    }

    private static long lastDurable(PostgresReplicaStore store, StreamId stream) {
        return store.context(stream.shard()).getOrDefault(stream, Ranges.EMPTY).max();
    }
}
