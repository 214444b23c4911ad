package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Ranges;
import java.util.HashMap;
import java.util.Map;

/** A table that keeps a set of sequences for each stream, as closed ranges. */
enum RangeTable {
    /** What is durable. */
    CONTEXT("context"),
    /** What was removed after a peer had acknowledged it. */
    EXPIRED("expired"),
    /** What came with two different contents. */
    EQUIVOCATION("equivocation");

    private final String table;

    RangeTable(String table) {
        this.table = table;
    }

    /** All sets, by the stream's number. */
    Map<Long, Ranges> load(Database database) {
        Map<Long, Ranges> sets = new HashMap<>();
        database.query("SELECT stream, first, last FROM " + table + " ORDER BY stream, first", row ->
                        new long[] {row.getLong(1), row.getLong(2), row.getLong(3)})
                .forEach(range -> sets.merge(range[0], Ranges.of(range[1], range[2]), Ranges::union));
        return sets;
    }

    /** Makes the table say {@code after} where it said {@code before}. */
    void replace(Database database, long stream, Ranges before, Ranges after) {
        for (int index = 0; index < before.count(); index++) {
            if (!has(after, before.first(index), before.last(index))) {
                database.update("DELETE FROM " + table + " WHERE stream=? AND first=?", stream, before.first(index));
            }
        }
        for (int index = 0; index < after.count(); index++) {
            if (!has(before, after.first(index), after.last(index))) {
                database.update(
                        "INSERT INTO " + table + " (stream, first, last) VALUES (?, ?, ?)",
                        stream,
                        after.first(index),
                        after.last(index));
            }
        }
    }

    /** Is exactly this one of the ranges? */
    private static boolean has(Ranges ranges, long first, long last) {
        int low = 0;
        int high = ranges.count() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (ranges.first(middle) == first) {
                return ranges.last(middle) == last;
            }
            if (ranges.first(middle) < first) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }
}
