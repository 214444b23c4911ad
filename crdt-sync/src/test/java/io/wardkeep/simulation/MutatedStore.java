package io.wardkeep.simulation;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.InMemoryReplicaStore;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A disk that makes the mistakes of a {@link Mutation}; with {@link Mutation#NONE} a right one. */
final class MutatedStore extends InMemoryReplicaStore {

    private final Mutation mutation;

    MutatedStore(Mutation mutation) {
        this.mutation = mutation;
    }

    private MutatedStore(MutatedStore other) {
        super(other);
        mutation = other.mutation;
    }

    /** A copy of everything. */
    MutatedStore copy() {
        return new MutatedStore(this);
    }

    @Override
    public Map<StreamId, Ranges> context(ShardId shard) {
        Map<StreamId, Ranges> context = super.context(shard);
        if (mutation == Mutation.CONTEXT_BY_MAXIMUM) {
            Map<StreamId, Ranges> shortcut = new TreeMap<>(context);
            shortcut.replaceAll((_, ranges) -> Ranges.of(1, ranges.max()));
            return shortcut;
        }
        return context;
    }

    /** Time passes: what superseded what is kept for ever. */
    void age() {
        if (mutation == Mutation.TTL_TOMBSTONE) {
            forgetSuperseded();
        }
    }

    /** The power fails within the transaction: nothing of it stays. */
    void cutShort(Delta delta) {
        if (mutation == Mutation.SEEN_BEFORE_COMMITTED) {
            claim(delta);
        }
    }

    /** The transaction fails: nothing of it stays. */
    void refuse(Delta delta) {
        if (mutation == Mutation.CLOCK_BUMPED_ON_FAILURE) {
            claim(delta);
        }
    }

    private void claim(Delta delta) {
        join(new Delta(List.of(), List.of(), List.of(), delta.covered()));
    }
}
