package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the tables live_row and superseded say of the keys that were touched last, and the statements that change both
 * at once. Changed together with the database and thrown away with the connection, so that it is never ahead of what
 * becomes durable.
 */
final class KnownRegisters {

    /** So many keys are remembered; of any other the tables are asked. */
    private static final int KEYS_MAX = 4_096;

    /** The address of a register or an episode. */
    record Key(ShardId shard, String name) {}

    /** A live row's place in the table, and its dot. */
    record Held(long id, Dot dot) {}

    /** One key. */
    static final class Register {
        /** What has been superseded of it. */
        VersionVector seen;

        private final List<Held> held = new ArrayList<>(1);

        /** Episodes are only added to: what they hold is not read until something supersedes it. */
        private boolean isHeldKnown;

        private Register(VersionVector seen) {
            this.seen = seen;
        }
    }

    private final Database database;
    private final Streams streams;
    private long lastId;

    private final LinkedHashMap<Key, Register> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Register> eldest) {
            return size() > KEYS_MAX;
        }
    };

    KnownRegisters(Database database, Streams streams) {
        this.database = database;
        this.streams = streams;
        lastId = database.first("SELECT ifnull(max(id), 0) FROM live_row", row -> row.getLong(1))
                .orElseThrow();
    }

    /** Forgets everything: the tables were changed by another way. */
    void forget() {
        known.clear();
    }

    Register of(Key key) {
        Register register = known.get(key);
        if (register == null) {
            register = new Register(seen(key));
            known.put(key, register);
        }
        return register;
    }

    private VersionVector seen(Key key) {
        return database.first(
                        "SELECT seen FROM superseded WHERE ward=? AND family=? AND key=?",
                        row -> LiveRows.vector(row.getBytes(1)),
                        key.shard().ward().name(),
                        key.shard().family().ordinal(),
                        key.name())
                .orElse(VersionVector.EMPTY);
    }

    /** The live rows of a register; whoever takes one out also takes it out of the table. */
    List<Held> held(Register register, Key key) {
        if (!register.isHeldKnown) {
            register.held.addAll(database.query(
                    "SELECT id, stream, seq FROM live_row WHERE ward=? AND family=? AND key=?",
                    row -> new Held(
                            row.getLong(1),
                            new Dot(streams.numbered(row.getLong(2)).id.actor(), row.getLong(3))),
                    key.shard().ward().name(),
                    key.shard().family().ordinal(),
                    key.name()));
            register.isHeldKnown = true;
        }
        return register.held;
    }

    /** Adds a live row; inside a transaction. */
    void insert(Register register, Row row) {
        lastId++;
        database.update(
                "INSERT INTO live_row (id, stream, seq, ward, family, key, supersedes, at, kind, payload)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                lastId,
                streams.enter(row.stream()).number,
                row.dot().seq(),
                row.shard().ward().name(),
                row.shard().family().ordinal(),
                row.key(),
                bytes(row.supersedes()),
                row.at().packed(),
                row.kind(),
                Columns.blob(row.payload()));
        hold(register, new Held(lastId, row.dot()));
    }

    /**
     * Puts a row in the place of one that it supersedes, so that the key's index stays as it is; inside a transaction.
     */
    void replace(Register register, Held gone, Row row) {
        database.update(
                "UPDATE live_row SET stream=?, seq=?, supersedes=?, at=?, kind=?, payload=? WHERE id=?",
                streams.enter(row.stream()).number,
                row.dot().seq(),
                bytes(row.supersedes()),
                row.at().packed(),
                row.kind(),
                Columns.blob(row.payload()),
                gone.id());
        hold(register, new Held(gone.id(), row.dot()));
    }

    private static void hold(Register register, Held held) {
        if (register.isHeldKnown) {
            register.held.add(held);
        }
    }

    /** Removes a row that {@link #held} no longer has; inside a transaction. */
    void delete(Held gone) {
        database.update("DELETE FROM live_row WHERE id=?", gone.id());
    }

    /** What has been seen of a stream. */
    Ranges context(StreamId stream) {
        return streams.find(stream).map(state -> state.context).orElse(Ranges.EMPTY);
    }

    /** Notes what has been superseded of a key, as far as it is needed; inside a transaction. */
    void saveSeen(Register register, Key key, VersionVector seen) {
        register.seen = seen;
        if (seen.isEmpty()) {
            database.update(
                    "DELETE FROM superseded WHERE ward=? AND family=? AND key=?",
                    key.shard().ward().name(),
                    key.shard().family().ordinal(),
                    key.name());
            return;
        }
        database.update(
                "INSERT INTO superseded (ward, family, key, seen) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET seen=excluded.seen",
                key.shard().ward().name(),
                key.shard().family().ordinal(),
                key.name(),
                bytes(seen));
    }

    private static byte[] bytes(VersionVector vector) {
        CanonicalWriter writer = new CanonicalWriter();
        vector.write(writer);
        return writer.toBytes().toArray();
    }
}
