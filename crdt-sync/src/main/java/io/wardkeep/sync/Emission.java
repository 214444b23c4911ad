package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Ranges;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what a step wants done. */
final class Emission {

    private final FrameWriter writer = new FrameWriter();
    private final Traffic sent = new Traffic();
    private final List<StoreRequest> requests = new ArrayList<>();
    private final List<Bytes> frames = new ArrayList<>();
    private Optional<SyncEnd> end = Optional.empty();
    private long lastRequest;
    private long lastWant;

    /** From here on frames are of this version. */
    void agree(int version) {
        writer.agree(version);
    }

    /** Sends, and returns the frame's length. */
    int send(SyncMessage message) {
        Bytes frame = writer.write(message);
        sent.count(message, frame.size());
        frames.add(frame);
        return frame.size();
    }

    /** Asks the peer, and returns the number that its answer will have. */
    long want(Lane lane, StreamId stream, Ranges ranges, int bytesMax) {
        send(new SyncMessage.Want(++lastWant, lane, stream, ranges, bytesMax));
        return lastWant;
    }

    /** Asks the store, and returns the number of the answer to come. */
    long ask(StoreCommand command) {
        requests.add(new StoreRequest(++lastRequest, command));
        return lastRequest;
    }

    void end(SyncEnd how) {
        end = Optional.of(how);
    }

    boolean hasEnded() {
        return end.isPresent();
    }

    Traffic sent() {
        return sent;
    }

    SyncOutcome take() {
        SyncOutcome outcome = new SyncOutcome(requests, frames, end);
        requests.clear();
        frames.clear();
        return outcome;
    }
}
