package io.wardkeep.sync;

/**
 * What goes before what on one link, most urgent first. The order is part of the wire form: a new lane takes a new
 * protocol version.
 */
public enum Lane {
    /** Alert episodes. */
    ALERT(64 << 10, 16 << 10, 4),
    /** Which patient, which devices. */
    ASSIGN(64 << 10, 16 << 10, 4),
    /** Limits, settings, notes. */
    CONFIG(64 << 10, 16 << 10, 4),
    /** The newest readings of each stream, so that a console shows the present first. */
    VITALS(1 << 20, 16 << 10, 8),
    /** What becomes durable now. */
    LIVE(1 << 20, 64 << 10, 4),
    /** What was missed, newest first. */
    BACKLOG(1 << 20, 128 << 10, 2),
    /** Rows of which the two sides disagree whether they are live; since protocol version 2. */
    REPAIR(1 << 20, 64 << 10, 1);

    private final int frameBytesMax;
    private final int answerBytesMax;
    private final int requestsMax;

    Lane(int frameBytesMax, int answerBytesMax, int requestsMax) {
        this.frameBytesMax = frameBytesMax;
        this.answerBytesMax = answerBytesMax;
        this.requestsMax = requestsMax;
    }

    /** Where a newly durable entry of a stream travels. */
    public static Lane of(StreamId stream) {
        return switch (stream.shard().family()) {
            case ALERT -> ALERT;
            case ASSIGN, ROSTER -> ASSIGN;
            case CONFIG, NOTES -> CONFIG;
            case AUDIT, OBS -> LIVE;
        };
    }

    /** Longest frame that a peer may send on this lane. */
    public int frameBytesMax() {
        return frameBytesMax;
    }

    /** How much one request asks for at most. */
    int answerBytesMax() {
        return answerBytesMax;
    }

    /** How many requests may be open at once. */
    int requestsMax() {
        return requestsMax;
    }
}
