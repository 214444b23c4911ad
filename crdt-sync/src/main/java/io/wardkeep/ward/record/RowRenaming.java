package io.wardkeep.ward.record;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says rows of a life again under names of a later one, when the names that they had mean something else now: alerts as
 * {@link AlertRenaming} does, entries of the audit as links of a new chain, registers without what they superseded
 * under such names.
 *
 * <p>Mutable; belongs to one thread. A stream is begun before its rows come, in the order of their dots; those of an
 * earlier life before those of a later one, which may speak of them.
 */
public final class RowRenaming {

    private final Map<StreamId, Long> goodUntil = new HashMap<>();
    private final Map<ShardId, Bytes> lastAudit = new HashMap<>();
    private final Map<Dot, Row> auditAgain = new HashMap<>();
    private final AlertRenaming alerts = new AlertRenaming(dot -> isGivenUp(Family.ALERT, dot));

    /** Nothing has been said again yet. */
    public RowRenaming() {}

    /** Rows of this stream will come, of which the names up to {@code last} stay as they are. */
    public void begin(StreamId stream, long last) {
        goodUntil.put(stream, last);
    }

    /** Does a dot of the ward's rows of this family mean something else now? */
    private boolean isGivenUp(Family family, Dot dot) {
        return goodUntil.entrySet().stream()
                .anyMatch(entry -> entry.getKey().shard().family() == family
                        && entry.getKey().actor().equals(dot.actor())
                        && dot.seq() > entry.getValue());
    }

    /** The row again, as {@code dot}. */
    public Row again(Row row, Dot dot) {
        Row again = named(row, dot);
        if (again.shard().family() == Family.AUDIT) {
            lastAudit.put(again.shard(), AuditEntry.hash(again));
            auditAgain.put(row.dot(), again);
        }
        return again;
    }

    private Row named(Row row, Dot dot) {
        if (row.shard().family() == Family.ALERT) {
            return alerts.again(row, dot);
        }
        if (row.shard().family() == Family.AUDIT) {
            try {
                Optional<AuditEntry> entry = AuditEntry.of(row);
                if (entry.isPresent()) {
                    AuditEntry old = entry.get();
                    Bytes previous = lastAudit.getOrDefault(row.shard(), Bytes.EMPTY);
                    return new AuditEntry(
                                    old.by(), old.what(), old.subject(), old.atMillis(), previous, renamed(old.heads()))
                            .row(row.shard().ward(), dot, row.at());
                }
            } catch (MalformedBytesException unreadable) {
                // Kept as it is; the verifier names it.
            }
        }
        return new Row(
                row.shard(),
                row.key(),
                dot,
                lowered(row.shard(), row.supersedes()),
                row.at(),
                row.kind(),
                row.payload());
    }

    /** Heads by the names and hashes that they have now; of what is not said again, nothing. */
    private SortedMap<Dot, Bytes> renamed(SortedMap<Dot, Bytes> heads) {
        TreeMap<Dot, Bytes> renamed = new TreeMap<>();
        heads.forEach((dot, hash) -> {
            Row again = auditAgain.get(dot);
            if (again != null) {
                renamed.put(again.dot(), AuditEntry.hash(again));
            } else if (!isGivenUp(Family.AUDIT, dot)) {
                renamed.put(dot, hash);
            }
        });
        return renamed;
    }

    /** A vector of a shard's register without the names that mean something else now. */
    public VersionVector lowered(ShardId shard, VersionVector vector) {
        VersionVector lowered = vector;
        for (Map.Entry<StreamId, Long> good : goodUntil.entrySet()) {
            if (good.getKey().shard().equals(shard)) {
                lowered = lowered(lowered, good.getKey().actor(), good.getValue());
            }
        }
        return lowered;
    }

    private static VersionVector lowered(VersionVector vector, Actor actor, long max) {
        Long seq = vector.seqByActor().get(actor);
        if (seq == null || seq <= max) {
            return vector;
        }
        TreeMap<Actor, Long> lower = new TreeMap<>(vector.seqByActor());
        if (max > 0) {
            lower.put(actor, max);
        } else {
            lower.remove(actor);
        }
        return new VersionVector(lower);
    }
}
