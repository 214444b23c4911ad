package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.KeyVectors;
import io.wardkeep.sync.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins rows inside one transaction: each key is written once, however many of the rows are about it. Used for one
 * transaction and thrown away; nothing of it is in the database before {@link #write}.
 */
final class RowJoin {

    /** A row that came, and where among those that came. */
    private record Arrived(int index, Row row) {}

    /** What the rows so far change of one key. */
    private static final class Change {
        private final KnownRegisters.Register register;
        private VersionVector seen;
        private final List<Arrived> arrived = new ArrayList<>(1);
        private final List<KnownRegisters.Held> gone = new ArrayList<>(1);

        private Change(KnownRegisters.Register register) {
            this.register = register;
            seen = register.seen;
        }
    }

    private final KnownRegisters registers;
    private final Map<KnownRegisters.Key, Change> changes = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();

    RowJoin(KnownRegisters registers) {
        this.registers = registers;
    }

    /** Joins one row whose dot is new here. */
    void join(Row row) {
        KnownRegisters.Key key = new KnownRegisters.Key(row.shard(), row.key());
        Change change = changes.computeIfAbsent(key, some -> new Change(registers.of(some)));
        boolean isLive = !change.seen.covers(row.dot());
        // A row that lost to a newer one still supersedes what its writer had seen.
        VersionVector supersedes = row.supersedes();
        if (!supersedes.isEmpty()) {
            registers
                    .held(change.register, key)
                    .removeIf(held -> supersedes.covers(held.dot()) && change.gone.add(held));
            change.arrived.removeIf(arrived -> supersedes.covers(arrived.row().dot()));
            change.seen = change.seen.join(supersedes);
        }
        if (isLive) {
            change.arrived.add(new Arrived(rows.size(), row));
        }
        rows.add(row);
    }

    /**
     * Once the contexts have grown: writes what has changed, and returns the rows that are live now, in the order in
     * which they came.
     */
    List<Row> write() {
        boolean[] live = new boolean[rows.size()];
        changes.forEach((key, change) -> {
            for (int index = 0; index < change.arrived.size(); index++) {
                Arrived arrived = change.arrived.get(index);
                live[arrived.index()] = true;
                if (index < change.gone.size()) {
                    registers.replace(change.register, change.gone.get(index), arrived.row());
                } else {
                    registers.insert(change.register, arrived.row());
                }
            }
            for (int index = change.arrived.size(); index < change.gone.size(); index++) {
                registers.delete(change.gone.get(index));
            }
            VersionVector needed = KeyVectors.needed(change.seen, key.shard(), registers::context);
            if (!needed.equals(change.register.seen)) {
                registers.saveSeen(change.register, key, needed);
            }
        });
        List<Row> living = new ArrayList<>();
        for (int index = 0; index < live.length; index++) {
            if (live[index]) {
                living.add(rows.get(index));
            }
        }
        return living;
    }
}
