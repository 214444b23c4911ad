package io.wardkeep.hub.record;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something that this hub says itself: rows still without their dots. Decided on the store loop, so that an audit entry
 * can name the one before it.
 *
 * @param rows the drafts, given the place where they are written
 */
public record LocalWrite(Function<Place, List<Draft>> rows) {

    /** These drafts, whatever is there. */
    public static LocalWrite of(List<Draft> drafts) {
        List<Draft> copy = List.copyOf(drafts);
        return new LocalWrite(_ -> copy);
    }

    /**
     * A row without dot and time.
     *
     * @param shard as in {@link Row}
     * @param key as in {@link Row}
     * @param supersedes as in {@link Row}
     * @param kind as in {@link Row}
     * @param payload as in {@link Row}
     */
    public record Draft(ShardId shard, String key, VersionVector supersedes, int kind, Bytes payload) {}

    /** What a draft may depend on: what this hub itself wrote before. */
    public interface Place {

        /** The newest live row that this hub's present incarnation wrote into a shard; empty before its first. */
        Optional<Row> newest(ShardId shard);
    }
}
