package io.wardkeep.sync;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import java.util.HashMap;
import java.util.Map;

/** Validates a peer's delta before anything of it is joined. */
final class DeltaCheck {

    private DeltaCheck() {}

    static void check(Delta delta, Tracks tracks) throws ProtocolViolation {
        for (Map.Entry<StreamId, Ranges> entry : delta.covered().entrySet()) {
            StreamId stream = entry.getKey();
            if (!tracks.accepts(stream)) {
                throw new ProtocolViolation("not its to send: " + stream);
            }
            if (entry.getValue().isEmpty()) {
                throw new ProtocolViolation("covers nothing of " + stream);
            }
        }
        for (Row row : delta.rows()) {
            if (!delta.covered(row.stream()).contains(row.dot().seq())) {
                throw new ProtocolViolation("row " + row.dot() + " outside of what is covered");
            }
        }
        Map<StreamId, Ranges> named = new HashMap<>();
        for (ObservationBlock block : delta.blocks()) {
            name(named, block.stream(), block.first(), block.last());
            try {
                Blocks.readings(block);
            } catch (MalformedBytesException unreadable) {
                throw new ProtocolViolation("block " + block.first() + ".." + block.last() + " of " + block.stream()
                        + ": " + unreadable.getMessage());
            }
        }
        for (Lost loss : delta.lost()) {
            name(named, loss.stream(), loss.first(), loss.last());
        }
        for (Map.Entry<StreamId, Ranges> entry : delta.covered().entrySet()) {
            if (entry.getKey().shard().family() == Family.OBS
                    && !entry.getValue().equals(named.getOrDefault(entry.getKey(), Ranges.EMPTY))) {
                throw new ProtocolViolation("covers other readings than it brings of " + entry.getKey());
            }
        }
    }

    private static void name(Map<StreamId, Ranges> named, StreamId stream, long first, long last)
            throws ProtocolViolation {
        Ranges range = Ranges.of(first, last);
        Ranges before = named.getOrDefault(stream, Ranges.EMPTY);
        if (!before.intersect(range).isEmpty()) {
            throw new ProtocolViolation("names " + first + ".." + last + " of " + stream + " twice");
        }
        named.put(stream, before.union(range));
    }
}
