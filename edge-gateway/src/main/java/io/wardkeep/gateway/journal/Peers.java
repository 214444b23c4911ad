package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.StreamId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What peers have acknowledged as durable there: what may be forgotten here without being a loss. */
final class Peers {

    private record OfPeer(UUID site, long stream) {}

    private final Database database;
    private final Streams streams;
    private final Map<OfPeer, Ranges> acknowledged = new HashMap<>();
    private final Map<OfPeer, Ranges> saved = new HashMap<>();

    Peers(Database database, Streams streams) {
        this.database = database;
        this.streams = streams;
        database.query(
                        "SELECT site, stream, first, last FROM peer",
                        row -> Map.entry(
                                new OfPeer(Columns.site(row.getBytes(1)), row.getLong(2)),
                                Ranges.of(row.getLong(3), row.getLong(4))))
                .forEach(range -> acknowledged.merge(range.getKey(), range.getValue(), Ranges::union));
        saved.putAll(acknowledged);
    }

    /** Notes what a peer says; written by the next {@link #save()}. */
    void acknowledge(UUID site, StreamId stream, Ranges ranges) {
        streams.find(stream)
                .ifPresent(state -> acknowledged.merge(
                        new OfPeer(site, state.number), ranges.intersect(state.context), Ranges::union));
    }

    /** Notes all that a peer holds, which may be less than before; written by the next {@link #save()}. */
    void holds(UUID site, Map<StreamId, Ranges> held) {
        acknowledged.replaceAll((peer, before) -> peer.site().equals(site) ? Ranges.EMPTY : before);
        held.forEach((stream, ranges) -> acknowledge(site, stream, ranges));
    }

    /** What at least one peer has of a stream. */
    Ranges of(StreamState state) {
        Ranges all = Ranges.EMPTY;
        for (Map.Entry<OfPeer, Ranges> entry : acknowledged.entrySet()) {
            if (entry.getKey().stream() == state.number) {
                all = all.union(entry.getValue());
            }
        }
        return all;
    }

    /** What one peer has of a stream. */
    Ranges of(UUID site, StreamState state) {
        return acknowledged.getOrDefault(new OfPeer(site, state.number), Ranges.EMPTY);
    }

    /** Is there anything to {@link #save()}? */
    boolean isChanged() {
        return !acknowledged.equals(saved);
    }

    /** Writes what changed; inside a transaction. */
    void save() {
        acknowledged.forEach((peer, ranges) -> {
            if (!ranges.equals(saved.getOrDefault(peer, Ranges.EMPTY))) {
                database.update("DELETE FROM peer WHERE site=? AND stream=?", Columns.site(peer.site()), peer.stream());
                for (int index = 0; index < ranges.count(); index++) {
                    database.update(
                            "INSERT INTO peer (site, stream, first, last) VALUES (?, ?, ?, ?)",
                            Columns.site(peer.site()),
                            peer.stream(),
                            ranges.first(index),
                            ranges.last(index));
                }
                saved.put(peer, ranges);
            }
        });
    }
}
