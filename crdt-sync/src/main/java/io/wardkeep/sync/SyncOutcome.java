package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * What a session wants done after a step, in this order.
 *
 * @param requests to submit to the store, in order
 * @param frames to send, in order
 * @param end when present, the session is over: close the transport once the frames are sent
 */
public record SyncOutcome(List<StoreRequest> requests, List<Bytes> frames, Optional<SyncEnd> end) {

    /** Nothing to do. */
    public static final SyncOutcome NOTHING = new SyncOutcome(List.of(), List.of(), Optional.empty());

    /** Copies. */
    public SyncOutcome {
        requests = List.copyOf(requests);
        frames = List.copyOf(frames);
    }
}
