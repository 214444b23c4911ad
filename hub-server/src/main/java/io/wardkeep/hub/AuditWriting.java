package io.wardkeep.hub;

import io.wardkeep.hub.record.LocalWrite;
import io.wardkeep.hub.record.LocalWrite.Draft;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AuditEntry;
import io.wardkeep.ward.record.Author;
import java.time.InstantSource;
import java.util.TreeMap;

/** Links a new entry into this hub's chain of a ward's audit. On the store's loop. */
final class AuditWriting {

    /** The ward that stands for the hub itself; no gateway subscribes to it. */
    static final WardId HUB = new WardId("hub");

    private static final int HEADS_MAX = 64;

    private final InstantSource clock;

    AuditWriting(InstantSource clock) {
        this.clock = clock;
    }

    Draft draft(LocalWrite.Place place, WardId ward, Author by, String what, String subject) {
        ShardId shard = new ShardId(ward, Family.AUDIT);
        TreeMap<Dot, Bytes> heads = new TreeMap<>();
        for (Row row : place.newestOfOthers(shard, HEADS_MAX)) {
            heads.put(row.dot(), AuditEntry.hash(row));
        }
        AuditEntry entry = new AuditEntry(
                by,
                what,
                subject,
                clock.millis(),
                place.newest(shard).map(AuditEntry::hash).orElse(Bytes.EMPTY),
                heads);
        return new Draft(shard, (dot, at) -> entry.row(ward, dot, at));
    }
}
