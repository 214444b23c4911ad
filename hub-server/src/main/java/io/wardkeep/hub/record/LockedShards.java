package io.wardkeep.hub.record;

import io.wardkeep.sync.ShardId;
import java.util.Map;

/** The shards whose rows the running transaction has locked. */
record LockedShards(Map<ShardId, ShardMemory> byShard) {

    /** Throws IllegalStateException for one that was not locked. */
    ShardMemory of(ShardId shard) {
        ShardMemory memory = byShard.get(shard);
        if (memory == null) {
            throw new IllegalStateException("shard is not locked: " + shard);
        }
        return memory;
    }
}
