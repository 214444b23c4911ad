package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Holding;
import io.wardkeep.sync.StoreException;
import io.wardkeep.sync.StreamId;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The journal as it was at one moment, read beside the gateway that goes on writing it, or of one that has stopped.
 * Changes nothing: a piece that is damaged is left out, and its owner finds it out by itself. While a snapshot is open
 * the journal's log cannot shrink. Of one thread.
 */
public final class JournalSnapshot implements AutoCloseable {

    private final Database database;
    private final Actor self;
    private final Streams streams;
    private final LiveRows rows;
    private final Bodies bodies;
    private final Observations observations;
    private final Peers peers;
    private final Chains chains;

    private JournalSnapshot(Database database, InstantSource clock) {
        this.database = database;
        // All that follows sees the journal as the first question of this transaction finds it.
        database.run("BEGIN");
        self = database.first(
                        "SELECT site, incarnation FROM identity",
                        row -> Actor.of(Columns.site(row.getBytes(1)), (int) row.getLong(2)))
                .orElseThrow(() -> new StoreException(
                        "the journal has no identity yet", new IllegalStateException("never started")));
        streams = new Streams(database);
        rows = new LiveRows(database, streams);
        bodies = new Bodies(database);
        observations = new Observations(database, streams, bodies, clock);
        peers = new Peers(database, streams);
        chains = new Chains(database, streams, bodies, observations, self);
    }

    /**
     * Opens the journal of a state directory.
     *
     * @throws StoreException when there is none, or it cannot be read
     */
    public static JournalSnapshot open(Path directory, InstantSource clock) {
        Path file = JournalConfig.file(directory);
        if (!Files.exists(file)) {
            throw new StoreException("no journal at " + file, new FileNotFoundException(file.toString()));
        }
        Database database = Database.openForReading(file);
        try {
            return new JournalSnapshot(database, clock);
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    /** Who writes this journal. */
    public Actor self() {
        return self;
    }

    /** What it holds, and can give: what was removed after a peer had acknowledged it does not count. */
    public SortedMap<StreamId, Holding> held() {
        SortedMap<StreamId, Holding> held = new TreeMap<>();
        for (StreamState state : streams.all()) {
            Ranges here = state.context.minus(state.expired);
            if (!here.isEmpty()) {
                held.put(state.id, new Holding(here, state.lost));
            }
        }
        return held;
    }

    /** What a peer has acknowledged of a stream. */
    public Ranges acknowledged(UUID peer, StreamId stream) {
        return streams.find(stream).map(state -> peers.of(peer, state)).orElse(Ranges.EMPTY);
    }

    /** The readings of a stream in pieces of which the last was measured at or after a time, and all losses. */
    public Ranges since(StreamId stream, long fromMillis) {
        return streams.find(stream)
                .map(state -> bodies.since(state, fromMillis).union(state.lost))
                .orElse(Ranges.EMPTY);
    }

    /** As {@link io.wardkeep.sync.ReplicaStore#scan}, but that a damaged piece is not covered. */
    public Delta scan(StreamId stream, Ranges wanted, int bytesMax) {
        return streams.find(stream)
                .map(state -> chains.withHead(state, scan(state, wanted, bytesMax)))
                .orElse(Delta.EMPTY);
    }

    private Delta scan(StreamState state, Ranges wanted, int bytesMax) {
        return Observations.isObserved(state)
                ? ObservationScan.changingNothing(database, observations, bodies, state, bytesMax)
                        .run(wanted.minus(state.expired))
                : rows.scan(state.id, wanted, bytesMax);
    }

    @Override
    public void close() {
        database.close();
    }
}
