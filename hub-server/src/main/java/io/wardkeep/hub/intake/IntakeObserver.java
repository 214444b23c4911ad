package io.wardkeep.hub.intake;

import io.wardkeep.sync.SyncEnd;
import java.util.UUID;

/** Wants to know of gateways' sessions. Called on event loops; must not block. */
public interface IntakeObserver {

    /** A site's link came or went, or its session's phase changed. */
    void changed(IntakeStatus status);

    /**
     * A session ended. With {@link io.wardkeep.sync.EndReason#IDENTITY_REGRESSED} it is the hub that was restored from
     * an old image: it needs an incarnation above {@link SyncEnd#incarnationMax()} before it mints again.
     */
    void ended(UUID site, SyncEnd end);
}
