package io.wardkeep.sync;

import io.wardkeep.ward.WardId;
import java.util.Comparator;

/**
 * The unit of subscription and of causal context: one family of one ward's state.
 *
 * @param ward whose
 * @param family which state
 */
public record ShardId(WardId ward, Family family) implements Comparable<ShardId> {

    private static final Comparator<ShardId> ORDER =
            Comparator.comparing(ShardId::ward).thenComparing(ShardId::family);

    @Override
    public int compareTo(ShardId other) {
        return ORDER.compare(this, other);
    }
}
