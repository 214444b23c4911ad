package io.wardkeep.gateway.journal;

import java.util.List;
import java.util.OptionalInt;

/** What is remembered of lives under whose name another box wrote as well. */
final class Forks {

    /**
     * One such life.
     *
     * @param incarnation which, unsigned
     * @param detail for people
     */
    record Fork(int incarnation, String detail) {}

    private Forks() {}

    /**
     * Remembers what a session has found; in a transaction of its own. When it is about a later life than the present
     * one, the present life is in doubt as well.
     *
     * @param present the present life, unsigned
     * @param incarnation the life in doubt, unsigned
     */
    static void note(Database database, int present, int incarnation, String detail, long atMillis) {
        database.begin();
        insert(database, incarnation, detail, atMillis);
        if (Integer.compareUnsigned(incarnation, present) > 0) {
            insert(database, present, detail, atMillis);
        }
        database.commit();
    }

    private static void insert(Database database, int incarnation, String detail, long atMillis) {
        database.update(
                "INSERT OR REPLACE INTO fork (incarnation, at, detail, minted) VALUES (?, ?, ?, 0)",
                Columns.incarnation(incarnation),
                atMillis,
                detail);
    }

    /**
     * Those whose unaccepted entries have not been minted again yet, in order; while there is one, a new life begins.
     */
    static List<Fork> open(Database database) {
        return database.query(
                "SELECT incarnation, detail FROM fork WHERE minted=0 ORDER BY incarnation",
                row -> new Fork((int) row.getLong(1), row.getString(2)));
    }

    /** The highest life that anybody is known to have written in, unsigned; 0 when no fork is known. */
    static long highest(Database database) {
        return database.first("SELECT ifnull(max(incarnation), 0) FROM fork", row -> row.getLong(1))
                .orElseThrow();
    }

    /** The earliest life that was ever forked, unsigned; empty when none was. */
    static OptionalInt earliest(Database database) {
        return database.first("SELECT min(incarnation) FROM fork", row -> OptionalInt.of((int) row.getLong(1)))
                .filter(earliest -> earliest.getAsInt() != 0)
                .orElse(OptionalInt.empty());
    }

    /** What was open has been minted again; inside a transaction. */
    static void close(Database database) {
        database.update("UPDATE fork SET minted=1");
    }
}
