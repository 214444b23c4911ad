package io.wardkeep.simulation;

import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Chain;
import io.wardkeep.sync.InMemoryReplicaStore;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** P2: replicas that hold the same shard hold the same state. Everything but what GC may drop is in the hash. */
final class StateHash {

    private StateHash() {}

    static long of(InMemoryReplicaStore store, ShardId shard) {
        CanonicalWriter writer = new CanonicalWriter();
        Map<StreamId, Ranges> lost = store.lost(shard);
        Map<StreamId, List<Row>> live = store.liveRows();
        new TreeMap<>(store.context(shard)).forEach((stream, seen) -> {
            seen.write(writer.text(stream.toString()));
            lost.getOrDefault(stream, Ranges.EMPTY).write(writer);
            long content = Chain.START;
            for (Row row : live.getOrDefault(stream, List.of())) {
                content = Chain.after(content, row);
            }
            for (Map.Entry<Long, Reading> reading : store.readings(stream).entrySet()) {
                content = Chain.after(content, reading.getKey(), List.of(reading.getValue()));
            }
            writer.fixed64(content);
        });
        return Arrays.hashCode(writer.toBytes().toArray());
    }
}
