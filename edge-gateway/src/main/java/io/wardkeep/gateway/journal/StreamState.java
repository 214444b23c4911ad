package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.segment.Sealer;
import io.wardkeep.sync.StreamId;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the store knows of one stream without reading the disk. Changed together with the database and thrown away with
 * the connection: after a failure everything is read again. Belongs to the store's thread.
 */
final class StreamState {

    final long number;
    final StreamId id;

    /** What is durable, or becomes so with the open transaction. */
    Ranges context = Ranges.EMPTY;

    /** The part of {@link #context} that table context holds. */
    Ranges savedContext = Ranges.EMPTY;

    /** The declared losses. */
    Ranges lost = Ranges.EMPTY;

    /** Acknowledged by a peer and removed here. */
    Ranges expired = Ranges.EMPTY;

    /** Came with two different contents. */
    Ranges equivocal = Ranges.EMPTY;

    /** Where the hash chain stands; 0 when nothing of it is known. */
    long chainSeq;

    /** The chain's value there. */
    long chainHash;

    /** The pieces that are not sealed yet, by first sequence. */
    final TreeMap<Long, Piece> tail = new TreeMap<>();

    /** How many of the newest pieces of the tail have not been merged yet. */
    int unmerged;

    /** Where segments end: each is the first sequence after one. */
    final TreeSet<Long> cuts = new TreeSet<>();

    /** Was there a tail at the start of which the cuts have not been found yet? */
    boolean awaitsCuts;

    /** Did the life that wrote it end? */
    boolean isOver;

    /** Finds the cuts while readings are appended. */
    final Sealer sealer = new Sealer();

    StreamState(long number, StreamId id) {
        this.number = number;
        this.id = id;
    }

    /** What is held as readings: not lost, and not expired. */
    Ranges readable() {
        return context.minus(lost).minus(expired);
    }
}
