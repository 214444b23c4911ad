package io.wardkeep.hub.view;

import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The live siblings of every register, kept up from rows as they became live. Owned by the view loop. */
final class LiveRegisters {

    private record Key(ShardId shard, String name) {}

    private final Map<Key, TreeMap<Dot, Row>> live = new HashMap<>();

    /** A row that the store says is live now. */
    void put(Row row) {
        TreeMap<Dot, Row> siblings = live.computeIfAbsent(new Key(row.shard(), row.key()), _ -> new TreeMap<>());
        siblings.keySet().removeIf(row.supersedes()::covers);
        siblings.put(row.dot(), row);
    }

    /** Forgets the rows of these dots; which they were. */
    List<Row> forget(Map<StreamId, Ranges> gone) {
        List<Row> forgotten = new ArrayList<>();
        if (!gone.isEmpty()) {
            live.values()
                    .forEach(siblings -> siblings.values().removeIf(row -> {
                        boolean isGone = gone.getOrDefault(row.stream(), Ranges.EMPTY)
                                .contains(row.dot().seq());
                        return isGone && forgotten.add(row);
                    }));
        }
        return forgotten;
    }

    Collection<Row> siblings(ShardId shard, String key) {
        TreeMap<Dot, Row> siblings = live.get(new Key(shard, key));
        return siblings == null ? List.of() : siblings.values();
    }
}
