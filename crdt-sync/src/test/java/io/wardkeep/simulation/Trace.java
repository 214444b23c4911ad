package io.wardkeep.simulation;

/** A running hash of everything that happens in a run; equal hashes mean equal runs. */
final class Trace {

    private long hash = 0x9E37_79B9_7F4A_7C15L;

    void add(long value) {
        long mixed = (hash ^ value) * 0xBF58_476D_1CE4_E5B9L;
        hash = mixed ^ mixed >>> 29;
    }

    long hash() {
        return hash;
    }
}
