package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalReader;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.sync.StoreException;
import io.wardkeep.ward.DeviceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names of the last messages of each device, durable with the readings that they brought. One row per commit and
 * device, so that remembering costs no more than the readings do.
 */
final class RecentMessages {

    /** Names beyond the remembered ones that gather before old ones are forgotten, many at once. */
    private static final int FORGOTTEN_MIN = 256;

    private static final MessageId.Kind[] KINDS = MessageId.Kind.values();

    /** The names of one device. */
    private static final class OfDevice {
        final LinkedHashSet<MessageId> names = new LinkedHashSet<>();
        /** Rowid and number of names of each row, oldest first. */
        final Deque<long[]> rows = new ArrayDeque<>();

        final List<MessageId> unsaved = new ArrayList<>();
        long count;
    }

    private record Stored(long row, DeviceId device, List<MessageId> names) {}

    private final Database database;
    private final Map<DeviceId, OfDevice> devices = new HashMap<>();
    private long lastRow;

    RecentMessages(Database database) {
        this.database = database;
        database.query("SELECT id, device, names FROM message ORDER BY id", row -> {
                    DeviceId device = new DeviceId(row.getString(2));
                    return new Stored(row.getLong(1), device, read(device, row.getBytes(3)));
                })
                .forEach(stored -> {
                    OfDevice known = devices.computeIfAbsent(stored.device(), _ -> new OfDevice());
                    known.names.addAll(stored.names());
                    remember(known, stored.row(), stored.names().size());
                });
    }

    /** Takes a message's name; false when it is a repetition. */
    boolean isNew(MessageId message) {
        OfDevice known = devices.computeIfAbsent(message.device(), _ -> new OfDevice());
        MessageId name = message.remembered();
        boolean repeated = known.names.contains(name) && message.kind() != MessageId.Kind.CONTENT;
        if (!repeated) {
            // Moves a content that is kept a second time to the young end.
            known.names.remove(name);
            known.names.add(name);
            known.unsaved.add(name);
        }
        return !repeated;
    }

    /** Writes the names that were taken since the last time; inside the transaction of their readings. */
    void save() {
        devices.forEach((device, known) -> {
            if (known.unsaved.isEmpty()) {
                return;
            }
            CanonicalWriter writer = new CanonicalWriter().unsigned(known.unsaved.size());
            for (MessageId name : known.unsaved) {
                writer.octet(name.kind().ordinal()).signed(name.value());
            }
            database.update(
                    "INSERT INTO message (id, device, names) VALUES (?, ?, ?)",
                    ++lastRow,
                    device.name(),
                    writer.toBytes().toArray());
            remember(known, lastRow, known.unsaved.size());
            known.unsaved.clear();
            forgetOld(known);
        });
    }

    private void remember(OfDevice known, long row, int count) {
        known.rows.add(new long[] {row, count});
        known.count += count;
        lastRow = Math.max(lastRow, row);
    }

    /** Seldom, and then many at once. */
    private void forgetOld(OfDevice known) {
        if (known.count < MessageId.REMEMBERED_MIN + FORGOTTEN_MIN) {
            return;
        }
        while (known.count - known.rows.getFirst()[1] >= MessageId.REMEMBERED_MIN) {
            long[] oldest = known.rows.removeFirst();
            known.count -= oldest[1];
            database.update("DELETE FROM message WHERE id=?", oldest[0]);
        }
        while (known.names.size() > known.count) {
            known.names.removeFirst();
        }
    }

    /** What is remembered, oldest first. */
    Map<DeviceId, List<MessageId>> all() {
        Map<DeviceId, List<MessageId>> all = new TreeMap<>();
        devices.forEach((device, known) -> all.put(device, List.copyOf(known.names)));
        return all;
    }

    private static List<MessageId> read(DeviceId device, byte[] column) {
        try {
            CanonicalReader reader = Bytes.adopt(column).reader();
            int count = reader.unsignedInt(column.length);
            List<MessageId> names = new ArrayList<>(count);
            for (int index = 0; index < count; index++) {
                int kind = reader.octet();
                if (kind >= KINDS.length) {
                    throw reader.malformed("unknown kind of name");
                }
                names.add(new MessageId(device, KINDS[kind], reader.signed()));
            }
            return names;
        } catch (MalformedBytesException damaged) {
            throw new StoreException("the names of messages are damaged", damaged);
        }
    }
}
