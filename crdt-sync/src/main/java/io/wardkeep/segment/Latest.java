package io.wardkeep.segment;

import io.wardkeep.lattice.MalformedBytesException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of columns that differ in their decimals alone, the one that was read last: a missing value has no decimals, and
 * belongs to that one. Bytes that say anything else are none of a writer's. Mutable, for one body.
 */
final class Latest {

    private final int[] familyOf;
    /** By family; negative before its first. */
    private final int[] latest;

    Latest(List<Channel> channels) {
        familyOf = new int[channels.size()];
        latest = new int[channels.size()];
        Arrays.fill(latest, -1);
        Map<ChannelKey, Integer> families = new HashMap<>();
        for (int index = 0; index < familyOf.length; index++) {
            int next = families.size();
            familyOf[index] = families.computeIfAbsent(channels.get(index).key().withoutScale(), _ -> next);
        }
    }

    /** A column had a number. */
    void value(int column) {
        latest[familyOf[column]] = column;
    }

    /** A column is said to have had none. */
    void missing(Column column) throws MalformedBytesException {
        int family = familyOf[column.index];
        if (latest[family] < 0 ? column.scale != 0 : latest[family] != column.index) {
            throw new MalformedBytesException("a missing value in a column that is not the latest");
        }
        latest[family] = column.index;
    }
}
