package io.wardkeep.gateway.uplink;

import io.wardkeep.sync.Holding;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncEnd;
import java.util.SortedMap;
import java.util.UUID;

/** Wants to know about the link. Called on the uplink's thread; must not block. */
public interface UplinkObserver {

    /** The state changed. */
    void changed(UplinkStatus status);

    /**
     * A session ended. With {@link io.wardkeep.sync.EndReason#IDENTITY_REGRESSED} this box was restored from an old
     * image: it must take an incarnation above {@link SyncEnd#incarnationMax()} before it mints again.
     */
    void ended(SyncEnd end);

    /**
     * What the hub is known to hold durably; told every few seconds while a session runs, and at its end.
     *
     * @param hub its site
     * @param held by stream
     */
    void hubHolds(UUID hub, SortedMap<StreamId, Holding> held);
}
