package io.wardkeep.identity;

/** What a box is allowed to be. */
public enum Role {
    /** A gateway on a ward: may open a sync session and write its own dots. */
    GATEWAY,
    /** The hub: may accept sync sessions. */
    HUB
}
