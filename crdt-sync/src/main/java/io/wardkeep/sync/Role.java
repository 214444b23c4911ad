package io.wardkeep.sync;

/** What a replica is. The order is part of the wire form. */
public enum Role {
    /** A box on a ward. */
    GATEWAY,
    /** The central process. */
    HUB
}
