package io.wardkeep.ward.record;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.sync.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Checks the hash chains of the audit against the rows that a replica holds. */
public final class AuditChain {

    /** What is wrong with a chain. */
    public sealed interface Finding {

        /** The entry that it is about. */
        Dot dot();

        /** These bytes are no entry. */
        record Unreadable(Dot dot, String reason) implements Finding {}

        /** The entry does not continue the one before it: one of the two was changed. */
        record Broken(Dot dot) implements Finding {}

        /** The entry is not here though a later one of its actor, or one that has seen it, is. */
        record Missing(Dot dot) implements Finding {}

        /** An entry of another actor remembers this one with another hash: it was changed after it was seen. */
        record Rewritten(Dot dot, Dot witness) implements Finding {}
    }

    private AuditChain() {}

    /** All findings over the audit rows of a shard, in the order of their dots; empty when all is well. */
    public static List<Finding> verify(Collection<Row> rows) {
        TreeMap<Dot, Row> byDot = new TreeMap<>();
        rows.forEach(row -> byDot.put(row.dot(), row));
        List<Finding> findings = new ArrayList<>();
        for (Row row : byDot.values()) {
            Optional<AuditEntry> entry;
            try {
                entry = AuditEntry.of(row);
            } catch (MalformedBytesException unreadable) {
                findings.add(new Finding.Unreadable(row.dot(), String.valueOf(unreadable.getMessage())));
                continue;
            }
            if (entry.isPresent()) {
                checkPrevious(row.dot(), entry.get().previous(), byDot, findings);
                checkHeads(row.dot(), entry.get().heads(), byDot, findings);
            }
        }
        return List.copyOf(findings);
    }

    /** Per actor the newest entry and its hash: what a new entry of {@code writer} names as the heads it has seen. */
    public static SortedMap<Dot, Bytes> heads(Collection<Row> rows, Actor writer) {
        TreeMap<Actor, Row> newest = new TreeMap<>();
        for (Row row : rows) {
            if (!row.dot().actor().equals(writer)) {
                newest.merge(
                        row.dot().actor(), row, (left, right) -> left.dot().compareTo(right.dot()) >= 0 ? left : right);
            }
        }
        TreeMap<Dot, Bytes> heads = new TreeMap<>();
        newest.values().forEach(row -> heads.put(row.dot(), AuditEntry.hash(row)));
        return heads;
    }

    private static void checkPrevious(Dot dot, Bytes previous, Map<Dot, Row> byDot, List<Finding> findings) {
        if (dot.seq() == 1) {
            if (previous.size() != 0) {
                findings.add(new Finding.Broken(dot));
            }
            return;
        }
        Dot before = new Dot(dot.actor(), dot.seq() - 1);
        Row row = byDot.get(before);
        if (row == null) {
            findings.add(new Finding.Missing(before));
        } else if (!AuditEntry.hash(row).equals(previous)) {
            findings.add(new Finding.Broken(dot));
        }
    }

    private static void checkHeads(Dot witness, Map<Dot, Bytes> heads, Map<Dot, Row> byDot, List<Finding> findings) {
        heads.forEach((dot, hash) -> {
            Row row = byDot.get(dot);
            if (row == null) {
                findings.add(new Finding.Missing(dot));
            } else if (!AuditEntry.hash(row).equals(hash)) {
                findings.add(new Finding.Rewritten(dot, witness));
            }
        });
    }
}
