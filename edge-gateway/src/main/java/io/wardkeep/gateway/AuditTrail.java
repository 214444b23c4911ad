package io.wardkeep.gateway;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.ward.record.AuditEntry;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.view.AuditEntryView;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** This gateway's hash chain of who did what, and the newest entries of everybody's. Belongs to the ward's loop. */
final class AuditTrail {

    private static final int KEPT_MAX = 1_000;

    private final RowMinter minter;
    private final Map<Actor, Row> newest = new TreeMap<>();
    private final Deque<AuditEntryView> recent = new ArrayDeque<>();

    AuditTrail(RowMinter minter, List<Row> rows) {
        this.minter = minter;
        rows.stream()
                .filter(row -> row.shard().family() == Family.AUDIT)
                .sorted(Comparator.comparing(Row::at))
                .forEach(this::join);
    }

    void join(Row row) {
        // An entry that cannot be read is a link of the chain like any other; the verifier names it.
        newest.merge(row.dot().actor(), row, (left, right) -> left.dot().compareTo(right.dot()) >= 0 ? left : right);
        try {
            AuditEntry.of(row).ifPresent(entry -> remember(row.dot(), entry));
        } catch (MalformedBytesException unreadable) {
            remember(new AuditEntryView(
                    row.at().millis(),
                    row.dot().actor().toString(),
                    "",
                    "",
                    "entry " + row.dot().seq() + " cannot be read: " + unreadable.getMessage(),
                    ""));
        }
    }

    void write(Author by, String what, String subject, long nowMillis) {
        Row before = newest.get(minter.self());
        Dot dot = minter.dot(Family.AUDIT);
        SortedMap<Dot, Bytes> heads = new TreeMap<>();
        newest.values().stream()
                .filter(row -> !row.dot().actor().equals(minter.self()))
                .sorted(Comparator.comparing(Row::at).reversed())
                .limit(AuditEntry.HEADS_MAX)
                .forEach(row -> heads.put(row.dot(), AuditEntry.hash(row)));
        AuditEntry entry = new AuditEntry(
                by,
                what,
                subject,
                nowMillis,
                Optional.ofNullable(before).map(AuditEntry::hash).orElse(Bytes.EMPTY),
                heads);
        Row row = entry.row(minter.ward(), dot, minter.at());
        newest.put(minter.self(), row);
        remember(dot, entry);
        minter.made(row);
    }

    /** The newest entries, newest first. */
    List<AuditEntryView> newest(int limit) {
        return recent.stream().limit(limit).toList();
    }

    private void remember(Dot dot, AuditEntry entry) {
        remember(new AuditEntryView(
                entry.atMillis(),
                dot.actor().toString(),
                entry.by().name(),
                entry.by().role(),
                entry.subject().isEmpty() ? entry.what() : entry.what() + " " + entry.subject(),
                entry.by().where()));
    }

    private void remember(AuditEntryView entry) {
        recent.addFirst(entry);
        if (recent.size() > KEPT_MAX) {
            recent.removeLast();
        }
    }
}
