package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.ward.WardId;
import java.util.Set;

/**
 * Who speaks on one end of a session.
 *
 * @param actor site and incarnation
 * @param bootNonce drawn at the start of the process; two boxes of one actor have different ones
 * @param role what it is
 * @param name for people
 * @param wards whose shards it speaks about in this session; what is not in both ends' sets is not exchanged
 * @param lostLives what of its own it takes back
 */
public record SyncIdentity(
        Actor actor, long bootNonce, Role role, String name, Set<WardId> wards, LostLives lostLives) {

    /** Longest name in bytes of UTF-8. */
    public static final int NAME_BYTES_MAX = 256;

    /** Copies. */
    public SyncIdentity {
        wards = Set.copyOf(wards);
    }

    /** One that has lost nothing. */
    public SyncIdentity(Actor actor, long bootNonce, Role role, String name, Set<WardId> wards) {
        this(actor, bootNonce, role, name, wards, LostLives.NONE);
    }
}
