package io.wardkeep.sync;

import io.wardkeep.ward.WardId;

/**
 * The unit of subscription and of causal context: one family of one ward's state.
 *
 * @param ward whose
 * @param family which state
 */
public record ShardId(WardId ward, Family family) implements Comparable<ShardId> {

    /** Field by field, in the order of the fields. */
    @Override
    public int compareTo(ShardId other) {
        int byWard = ward.compareTo(other.ward);
        return byWard != 0 ? byWard : family.compareTo(other.family);
    }
}
