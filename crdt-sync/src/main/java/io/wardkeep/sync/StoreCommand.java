package io.wardkeep.sync;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.ward.WardId;
import java.util.List;
import java.util.Set;

/** What a session wants of the store. Answered by exactly one {@link StoreResult}. */
public sealed interface StoreCommand {

    /**
     * What is durable of these wards' shards; answered by {@link StoreResult.Contexts}.
     *
     * @param wards whose shards
     */
    record Contexts(Set<WardId> wards) implements StoreCommand {

        /** Copies. */
        public Contexts {
            wards = Set.copyOf(wards);
        }
    }

    /**
     * Make a peer's delta durable; answered by {@link StoreResult.Joined} only once it is.
     *
     * @param delta already validated
     */
    record Join(Delta delta) implements StoreCommand {}

    /**
     * Read what a peer asked for; answered by {@link StoreResult.Scanned}.
     *
     * @param stream which stream
     * @param wanted which sequences
     * @param bytesMax about how much at most
     */
    record Scan(StreamId stream, Ranges wanted, int bytesMax) implements StoreCommand {}

    /**
     * Compare with this store's own chains; answered by {@link StoreResult.Compared}.
     *
     * @param heads what a peer says
     */
    record Compare(List<ChainHead> heads) implements StoreCommand {

        /** Copies. */
        public Compare {
            heads = List.copyOf(heads);
        }
    }

    /**
     * What of these shards' rows is seen and live; answered by {@link StoreResult.Live}.
     *
     * @param shards which
     */
    record Live(Set<ShardId> shards) implements StoreCommand {

        /** Copies. */
        public Live {
            shards = Set.copyOf(shards);
        }
    }

    /**
     * Hold live what the authority of these streams holds live; answered by {@link StoreResult.Joined}.
     *
     * @param told already validated
     */
    record Conform(Delta told) implements StoreCommand {}

    /** Count everything that is held; answered by {@link StoreResult.Reported}. */
    record Report() implements StoreCommand {}
}
