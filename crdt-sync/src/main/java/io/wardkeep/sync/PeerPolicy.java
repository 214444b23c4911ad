package io.wardkeep.sync;

import java.util.UUID;

/**
 * Whose dots a peer may send, besides those of this side's own lives of which it may have lost something: anybody may
 * bring them back.
 */
public enum PeerPolicy {
    /** Only what it wrote itself: what a hub allows a gateway, and a gateway its neighbour. */
    OWN_DOTS_ONLY,
    /** Also what others wrote: what a gateway allows its hub. */
    RELAY;

    /** What such a peer is; it cannot claim to be something else. */
    Role peerRole() {
        return switch (this) {
            case OWN_DOTS_ONLY -> Role.GATEWAY;
            case RELAY -> Role.HUB;
        };
    }

    /** May {@code peerSite} send entries of {@code stream}? */
    boolean accepts(UUID peerSite, StreamId stream) {
        return switch (this) {
            case OWN_DOTS_ONLY -> stream.actor().site().equals(peerSite);
            case RELAY -> true;
        };
    }
}
