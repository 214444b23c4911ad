package io.wardkeep.gateway.neighbour;

import io.wardkeep.sync.Holding;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncEnd;
import java.util.SortedMap;
import java.util.UUID;

/** Wants to know of neighbours' sessions. Called on event loops; must not block. */
public interface NeighbourObserver {

    /** A session ended. */
    void ended(String name, SyncEnd end);

    /** What a neighbour is known to hold durably; told every few seconds while a session runs, and at its end. */
    void holds(UUID site, SortedMap<StreamId, Holding> held);
}
