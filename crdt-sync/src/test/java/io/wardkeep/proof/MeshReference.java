package io.wardkeep.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Delta-based synchronisation of a grow-only set as published (Enes, Almeida, Baquero, Leitão: "Efficient
 * Synchronization of State-based CRDTs", arXiv 1803.02750, algorithm 1): a buffer of deltas with their origins, all of
 * it sent to every neighbour in every round and then forgotten. BP does not send back to the origin; RR keeps of what
 * was received only what was new. Nothing is lost or delayed beyond its round.
 */
final class MeshReference {

    private record Group(BitSet elements, int origin) {}

    /** On its way in a round. */
    private record Sent(int from, int to, BitSet elements) {}

    private final int[][] neighbours;
    private final boolean backPropagation;
    private final boolean redundancy;
    private final List<BitSet> states = new ArrayList<>();
    private final List<List<Group>> buffers = new ArrayList<>();
    private long shipped;

    /**
     * Replicas without elements.
     *
     * @param neighbours of each
     * @param backPropagation BP
     * @param redundancy RR
     */
    MeshReference(int[][] neighbours, boolean backPropagation, boolean redundancy) {
        this.neighbours = neighbours;
        this.backPropagation = backPropagation;
        this.redundancy = redundancy;
        for (int replica = 0; replica < neighbours.length; replica++) {
            states.add(new BitSet());
            buffers.add(new ArrayList<>());
        }
    }

    /** Elements sent until all replicas have all of {@code rounds} elements of each. */
    long run(int rounds) {
        int next = 0;
        for (int round = 0; round < rounds; round++) {
            for (int replica = 0; replica < neighbours.length; replica++) {
                BitSet one = new BitSet();
                one.set(next++);
                store(replica, one, replica);
            }
            synchronise();
        }
        while (buffers.stream().anyMatch(buffer -> !buffer.isEmpty())) {
            synchronise();
        }
        int all = next;
        if (states.stream().anyMatch(state -> state.cardinality() != all)) {
            throw new IllegalStateException("the reference does not converge");
        }
        return shipped;
    }

    private void store(int replica, BitSet delta, int origin) {
        states.get(replica).or(delta);
        buffers.get(replica).add(new Group(delta, origin));
    }

    private void synchronise() {
        List<Sent> way = new ArrayList<>();
        for (int replica = 0; replica < neighbours.length; replica++) {
            for (int neighbour : neighbours[replica]) {
                BitSet joined = new BitSet();
                for (Group group : buffers.get(replica)) {
                    if (!backPropagation || group.origin != neighbour) {
                        joined.or(group.elements);
                    }
                }
                if (!joined.isEmpty()) {
                    shipped += joined.cardinality();
                    way.add(new Sent(replica, neighbour, joined));
                }
            }
            buffers.get(replica).clear();
        }
        for (Sent sent : way) {
            BitSet fresh = (BitSet) sent.elements.clone();
            fresh.andNot(states.get(sent.to));
            if (!fresh.isEmpty()) {
                store(sent.to, redundancy ? fresh : sent.elements, sent.from);
            }
        }
    }
}
