package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * What a replica durably holds. The gateway keeps it in SQLite, the hub in PostgreSQL, tests in memory; one contract
 * test holds all three. Called only by the loop that owns the store.
 */
public interface ReplicaStore {

    /** The shards that this replica holds or has heard of. */
    Set<ShardId> shards();

    /**
     * The exact context of a shard: what is durable here, superseded and declared lost included. Never more than is
     * durable.
     */
    Map<StreamId, Ranges> context(ShardId shard);

    /** The declared losses inside the {@link #context}; streams without any are left out. */
    Map<StreamId, Ranges> lost(ShardId shard);

    /**
     * How many sequences of each stream came with two different data and had the second quarantined; streams without
     * any are left out.
     */
    Map<StreamId, Long> equivocations(ShardId shard);

    /**
     * Where each stream's hash chain stands, as far as it is known: the highest position at which a delta or this
     * replica's own writing told its value.
     */
    Map<StreamId, ChainHead> heads(ShardId shard);

    /**
     * The value of a stream's chain after {@code seq}. For what this replica itself has written at every position, as
     * long as the entries are here; of others' streams at least at the head.
     */
    OptionalLong chainAt(StreamId stream, long seq);

    /**
     * Joins a delta in one transaction and returns what of it was new: rows that are live now, readings and losses that
     * were not here, and, as {@code covered}, what entered the context or turned from lost to data. When this returns,
     * it is durable; when it throws, nothing of it is.
     *
     * <ul>
     *   <li>A row whose dot is in the context is a duplicate and ignored. A row covered by the key's version vector is
     *       absent, but its dot enters the context. Otherwise it removes the siblings that its {@code supersedes}
     *       covers, and stays.
     *   <li>Readings that are already here are skipped; a block is kept for the part that is missing. Different data
     *       for a held dot is equivocation: what is held stays, the other is quarantined and counted.
     *   <li>A chain's head moves to a value that the delta gives at a higher position, and never back.
     *   <li>A loss is kept only where there is no data; data replaces a loss.
     * </ul>
     *
     * @throws StoreException when the store cannot make it durable; the owner reopens or stops
     */
    Delta join(Delta delta);

    /**
     * The live content of {@code wanted} in a stream, up to about {@code bytesMax}, and exactly the ranges that it
     * covers, for the peer to join; it covers nothing that this replica's context does not hold, and of facts and
     * observations only what a row, a block or a loss in it names. It tells the chain's value after what it covers
     * where {@link #chainAt} knows it. Observation streams are scanned from the newest, all others from the oldest.
     * Covers at least one sequence when this replica holds any that are wanted.
     */
    Delta scan(StreamId stream, Ranges wanted, int bytesMax);

    /** The same, but leaves out what is gone here or cannot be read where {@link #scan} would declare it lost. */
    default Delta scanWhatIsThere(StreamId stream, Ranges wanted, int bytesMax) {
        return scan(stream, wanted, bytesMax);
    }

    /** The dots of the rows that are live now, counted from the rows themselves; streams without any are left out. */
    Map<StreamId, Ranges> live(ShardId shard);

    /**
     * Makes what is live of {@code told} what its authority says is live of it, in one transaction: where a covered dot
     * is in the context, a live row that {@code told} does not name goes, and one that it names and that is not live
     * comes back, unless something here supersedes it. Dots that are not in the context, chains, and all but registers
     * are left alone. Returns what changed: rows that are live again, and, as {@code covered}, the dots of these and of
     * the rows that went.
     *
     * @throws StoreException as {@link #join}
     */
    Delta conform(Delta told);

    /**
     * What this replica wrote in this life or a later one, holds, and knows of no peer to have accepted; streams
     * without any are left out. Nothing where a replica leaves it to its peers to settle what both wrote: a hub.
     */
    default Map<StreamId, Ranges> unaccepted(Actor since) {
        return Map.of();
    }

    /**
     * Notes that a peer holds these of this replica's entries as they are here. When this returns, it is durable.
     *
     * @throws StoreException as {@link #join}
     * @throws IllegalStateException when this replica keeps no account of it: a hub
     */
    default void accepted(UUID peer, Map<StreamId, Ranges> ranges) {
        throw new IllegalStateException("keeps no account of what " + peer + " has accepted");
    }
}
