package io.wardkeep.sync;

import io.wardkeep.lattice.Ranges;
import java.util.Optional;

/** What a session knows of one stream. */
final class StreamTrack {

    final StreamId stream;

    /** What is durable here. */
    Holding own = Holding.NOTHING;

    /** Where this side knows the chain, after what has been received in this session; empty when it does not. */
    Optional<ChainHead> head = Optional.empty();

    /** What the peer holds, as it said or acknowledged. */
    Holding peer = Holding.NOTHING;

    /** The highest of our sequences that a row of the peer says its writer has seen. */
    long claimed;

    /** What the peer has been told, or is being sent, that we hold. */
    Holding announced = Holding.NOTHING;

    /** Asked for or received, and not yet durable here. */
    Ranges asked = Ranges.EMPTY;

    /** The peer holds it, and could not give it. */
    Ranges unavailable = Ranges.EMPTY;

    /** Counted into the session's totals. */
    long countedSent;

    long countedReceived;
    int countedRanges;

    StreamTrack(StreamId stream) {
        this.stream = stream;
    }

    /** A position of the chain became known. */
    void knows(ChainHead more) {
        if (head.isEmpty() || head.get().seq() < more.seq()) {
            head = Optional.of(more);
        }
    }

    /** Up to where the peer has it, or has seen it. */
    long known() {
        return Math.max(peer.seen().max(), claimed);
    }

    /** What is worth asking the peer for. */
    Ranges wanted() {
        return own.lacks(peer).minus(asked).minus(unavailable);
    }

    /** What of {@code more} the peer has not been told yet. */
    Holding news(Holding more) {
        Ranges data = more.data().minus(announced.data());
        Ranges lost = more.lost().minus(announced.seen());
        return new Holding(data.union(lost), lost);
    }
}
