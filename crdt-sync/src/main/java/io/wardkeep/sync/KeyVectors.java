package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How much of a register's version vector a store must keep: garbage collection without clocks and without asking
 * anybody. The vector keeps rows away that come late, after what supersedes them. A row whose dot is in the exact
 * context is a duplicate whatever the vector says; so what it says of an actor is needed only while something of that
 * actor up to there is still to come. What is live carries the history of its key in its own row. No member that is
 * away holds anything back, and nothing that it brings when it returns is taken for new.
 */
public final class KeyVectors {

    private KeyVectors() {}

    /**
     * The part of {@code vector} that is still needed.
     *
     * @param vector what has been superseded of one key
     * @param shard the key's
     * @param context what this replica has durably seen, or will have when the transaction commits
     */
    public static VersionVector needed(VersionVector vector, ShardId shard, Function<StreamId, Ranges> context) {
        TreeMap<Actor, Long> needed = new TreeMap<>();
        for (Map.Entry<Actor, Long> entry : vector.seqByActor().entrySet()) {
            Ranges seen = context.apply(StreamId.rows(shard, entry.getKey()));
            if (seen.isEmpty() || seen.first(0) != 1 || seen.last(0) < entry.getValue()) {
                needed.put(entry.getKey(), entry.getValue());
            }
        }
        return needed.size() == vector.seqByActor().size() ? vector : new VersionVector(needed);
    }
}
