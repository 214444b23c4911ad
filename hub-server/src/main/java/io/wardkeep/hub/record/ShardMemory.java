package io.wardkeep.hub.record;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.ChainHead;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the writer remembers of one shard between transactions, good as long as the shard's version in the database is
 * the one remembered. Mutable, for the store loop; thrown away after any failure.
 */
final class ShardMemory {

    final ShardId shard;
    final int id;
    long version;
    final Map<StreamId, Ranges> context = new HashMap<>();
    final Map<StreamId, List<Lost>> lost = new HashMap<>();

    final Map<StreamId, ChainHead> heads = new HashMap<>();

    ShardMemory(ShardId shard, int id, long version) {
        this.shard = shard;
        this.id = id;
        this.version = version;
    }

    Ranges context(StreamId stream) {
        return context.getOrDefault(stream, Ranges.EMPTY);
    }

    List<Lost> lost(StreamId stream) {
        return lost.getOrDefault(stream, List.of());
    }

    /** What is held as data: the context without the declared losses. */
    Ranges data(StreamId stream) {
        return context(stream).minus(lostRanges(stream));
    }

    Ranges lostRanges(StreamId stream) {
        Ranges ranges = Ranges.EMPTY;
        for (Lost piece : lost(stream)) {
            ranges = ranges.plus(piece.first(), piece.last());
        }
        return ranges;
    }

    void add(StreamId stream, Ranges more) {
        context.merge(stream, more, Ranges::union);
    }

    void declareLost(Lost piece) {
        lost.computeIfAbsent(piece.stream(), _ -> new ArrayList<>()).add(piece);
    }

    /** A chain's head moves up, never back; did it? */
    boolean hear(ChainHead told) {
        ChainHead known = heads.get(told.stream());
        if (known != null && known.seq() >= told.seq()) {
            return false;
        }
        heads.put(told.stream(), told);
        return true;
    }

    /** Data came: what was lost there no longer is. */
    void found(StreamId stream, Ranges found) {
        List<Lost> rest = new ArrayList<>();
        for (Lost piece : lost(stream)) {
            Ranges left = Ranges.of(piece.first(), piece.last()).minus(found);
            for (int index = 0; index < left.count(); index++) {
                rest.add(new Lost(stream, left.first(index), left.last(index), piece.reason(), piece.atMillis()));
            }
        }
        lost.put(stream, rest);
    }
}
