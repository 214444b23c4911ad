package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Actor;
import io.wardkeep.sync.LostLives;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the journal held when it was opened: all that the gateway needs to go on as if it had not been away.
 *
 * @param self the actor of all that is written from now on
 * @param began why a new life (incarnation) began; empty when the last one goes on
 * @param forked how it was found that another box wrote under the name of an earlier life, when what that life had
 *     written has just been minted again
 * @param fromNeighbours of which earlier lives what a neighbour kept is taken back: of those before the first that was
 *     ever forked. What it has of later ones may have been minted again since, and would come twice; the hub, which has
 *     accepted nothing of that, brings back the rest
 * @param ordinals of the devices heard of so far
 * @param lastSequences per shard of rows, the last sequence of {@code self}; absent when there is none
 * @param rows everything live, of all shards and actors
 * @param messages the last messages of each device, at least {@link MessageId#REMEMBERED_MIN} of them, oldest first
 */
public record JournalStart(
        Actor self,
        Optional<String> began,
        Optional<String> forked,
        LostLives fromNeighbours,
        Map<DeviceId, Integer> ordinals,
        Map<ShardId, Long> lastSequences,
        List<Row> rows,
        Map<DeviceId, List<MessageId>> messages) {

    /** Copies. */
    public JournalStart {
        ordinals = Map.copyOf(ordinals);
        lastSequences = Map.copyOf(lastSequences);
        rows = List.copyOf(rows);
        messages = Map.copyOf(messages);
    }
}
