package io.wardkeep.sync;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.ward.WardId;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Runs a command against the store. Called on the thread that owns the store, by its loop. */
public final class StoreExecutor {

    private StoreExecutor() {}

    /**
     * The answer to {@code command}.
     *
     * @throws StoreException when the store failed; the owner answers {@link StoreResult.Failed} and reopens or stops
     */
    public static StoreResult run(ReplicaStore store, StoreCommand command) {
        return switch (command) {
            case StoreCommand.Contexts(var wards) ->
                new StoreResult.Contexts(holdings(store, wards), heads(store, wards));
            case StoreCommand.Join(var delta) -> new StoreResult.Joined(store.join(delta));
            case StoreCommand.Scan(var stream, var wanted, int bytesMax, boolean mayDeclare) ->
                new StoreResult.Scanned(
                        mayDeclare
                                ? store.scan(stream, wanted, bytesMax)
                                : store.scanWhatIsThere(stream, wanted, bytesMax));
            case StoreCommand.Compare(var heads) ->
                new StoreResult.Compared(heads.stream()
                        .map(theirs -> Chain.compare(store, theirs))
                        .toList());
            case StoreCommand.Live(var shards) -> new StoreResult.Live(live(store, shards));
            case StoreCommand.Conform(var told) -> new StoreResult.Joined(store.conform(told));
            case StoreCommand.Unaccepted(var since) -> new StoreResult.Unaccepted(store.unaccepted(since));
            case StoreCommand.Match(var stream, var told) -> Matching.of(store, stream, told);
            case StoreCommand.Accept(var peer, var accepted) -> {
                store.accepted(peer, accepted);
                yield new StoreResult.Accepted();
            }
            case StoreCommand.Report() -> new StoreResult.Reported(Completeness.of(store));
        };
    }

    private static SortedMap<StreamId, LiveDots> live(ReplicaStore store, Set<ShardId> shards) {
        SortedMap<StreamId, LiveDots> dots = new TreeMap<>();
        for (ShardId shard : shards) {
            Map<StreamId, Ranges> live = store.live(shard);
            store.context(shard)
                    .forEach((stream, seen) ->
                            dots.put(stream, new LiveDots(seen, live.getOrDefault(stream, Ranges.EMPTY))));
        }
        return dots;
    }

    /** Where the chains of these wards' streams stand. */
    private static SortedMap<StreamId, ChainHead> heads(ReplicaStore store, Set<WardId> wards) {
        SortedMap<StreamId, ChainHead> heads = new TreeMap<>();
        for (ShardId shard : store.shards()) {
            if (wards.contains(shard.ward())) {
                heads.putAll(store.heads(shard));
            }
        }
        return heads;
    }

    /** What a store holds of these wards. */
    public static SortedMap<StreamId, Holding> holdings(ReplicaStore store, Set<WardId> wards) {
        SortedMap<StreamId, Holding> held = new TreeMap<>();
        for (ShardId shard : store.shards()) {
            if (wards.contains(shard.ward())) {
                Map<StreamId, Ranges> lost = store.lost(shard);
                store.context(shard)
                        .forEach((stream, seen) ->
                                held.put(stream, new Holding(seen, lost.getOrDefault(stream, Ranges.EMPTY))));
            }
        }
        return held;
    }
}
