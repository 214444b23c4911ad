package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.ward.WardId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

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
     * @param mayDeclare may what turns out to be gone here be declared lost? What a neighbour asks for others may have
     */
    record Scan(StreamId stream, Ranges wanted, int bytesMax, boolean mayDeclare) implements StoreCommand {}

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

    /**
     * What this replica wrote in a life or a later one, holds, and knows of nobody to have accepted; answered by
     * {@link StoreResult.Unaccepted}.
     *
     * @param since a life of this replica
     */
    record Unaccepted(Actor since) implements StoreCommand {}

    /**
     * Compare what a peer holds of a stream with what is here; answered by {@link StoreResult.Matched}.
     *
     * @param stream which
     * @param told already validated
     */
    record Match(StreamId stream, Delta told) implements StoreCommand {}

    /**
     * Note that a peer has accepted these of this replica's entries; answered by {@link StoreResult.Accepted} once that
     * is durable.
     *
     * @param peer the peer's site
     * @param accepted which
     */
    record Accept(UUID peer, Map<StreamId, Ranges> accepted) implements StoreCommand {

        /** Copies. */
        public Accept {
            accepted = Map.copyOf(accepted);
        }
    }

    /** Count everything that is held; answered by {@link StoreResult.Reported}. */
    record Report() implements StoreCommand {}
}
