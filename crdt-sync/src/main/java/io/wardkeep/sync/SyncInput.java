package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;

/** What can happen to a session. */
public sealed interface SyncInput {

    /** The transport stands; first input. The session must already be told what becomes durable from now on. */
    record Opened() implements SyncInput {}

    /**
     * A whole frame arrived.
     *
     * @param frame as it came
     */
    record Received(Bytes frame) implements SyncInput {}

    /**
     * The store answered.
     *
     * @param request the number of the {@link StoreRequest}
     * @param result the answer
     */
    record Stored(long request, StoreResult result) implements SyncInput {}

    /**
     * Something became durable here.
     *
     * @param delta what {@link DurableListener} was told, of any ward
     */
    record Durable(Delta delta) implements SyncInput {}

    /** Time passed; at least four times a second. */
    record Ticked() implements SyncInput {}

    /** The backlog may be asked for from now on; needed by sessions that were made without. */
    record Admitted() implements SyncInput {}

    /**
     * This side ends it, or the transport is gone.
     *
     * @param reason why
     * @param detail for people
     */
    record Ended(EndReason reason, String detail) implements SyncInput {}
}
