package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Actor;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * One life of the connection, with everything that was read through it. After a failure the whole of it is thrown away
 * and read again, so that what is in memory is never ahead of what is durable.
 */
final class Content implements AutoCloseable {

    final Database database;
    final Streams streams;
    final LiveRows rows;
    final Bodies bodies;
    final Observations observations;
    final RecentMessages messages;
    final Devices devices;
    final Peers peers;
    final Chains chains;

    private Content(Database database, Actor self, InstantSource clock) {
        this.database = database;
        streams = new Streams(database);
        rows = new LiveRows(database, streams);
        bodies = new Bodies(database);
        observations = new Observations(database, streams, bodies, clock);
        chains = new Chains(database, streams, bodies, observations, self);
        messages = new RecentMessages(database);
        devices = new Devices(database);
        peers = new Peers(database, streams);
    }

    /**
     * Opens and reads.
     *
     * @throws io.wardkeep.sync.StoreException when that cannot be done
     */
    static Content open(Path file, Actor self, InstantSource clock) {
        Database database = Database.open(file);
        try {
            Content content = new Content(database, self, clock);
            content.observations.opened(self);
            return content;
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
