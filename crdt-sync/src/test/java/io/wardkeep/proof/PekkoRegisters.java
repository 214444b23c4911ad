package io.wardkeep.proof;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.ORMap;
import org.apache.pekko.cluster.ddata.ORSet;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;

/** The peer: maps and sets of Pekko Distributed Data with the same entries, joined by its own deltas. */
final class PekkoRegisters {

    private static final SelfUniqueAddress NODE =
            new SelfUniqueAddress(new UniqueAddress(new Address("pekko", "ward", "localhost", 1), 1L));

    private PekkoRegisters() {}

    /** A map of registers with so many entries, without the delta that made it. */
    static LWWMap<String, String> map(int entries) {
        LWWMap<String, String> map = LWWMap.create();
        for (int index = 0; index < entries; index++) {
            map = map.put(NODE, text('k', index), text('v', index)).resetDelta();
        }
        return map;
    }

    /** Deltas of one write each into a map of so many entries. */
    static List<ORMap.DeltaOp> writes(LWWMap<String, String> map, int entries, int count) {
        List<ORMap.DeltaOp> deltas = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            int key = index * 7 % entries;
            deltas.add(map.put(NODE, text('k', key), text('w', index)).delta().get());
        }
        return deltas;
    }

    /** A set with so many elements, without the delta that made it. */
    static ORSet<String> set(int elements) {
        ORSet<String> set = ORSet.create();
        for (int index = 0; index < elements; index++) {
            set = set.add(NODE, text('k', index)).resetDelta();
        }
        return set;
    }

    /** Deltas of one element each, added again. */
    static List<ORSet.DeltaOp> adds(ORSet<String> set, int elements, int count) {
        List<ORSet.DeltaOp> deltas = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            deltas.add(set.add(NODE, text('k', index * 7 % elements)).delta().get());
        }
        return deltas;
    }

    /** Eight characters, one byte each on the heap. */
    static String text(char kind, int index) {
        StringBuilder text = new StringBuilder().append(kind).append(index);
        while (text.length() < 8) {
            text.insert(1, '0');
        }
        return text.toString();
    }
}
