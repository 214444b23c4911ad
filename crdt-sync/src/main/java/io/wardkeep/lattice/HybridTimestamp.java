package io.wardkeep.lattice;

/**
 * A reading of a hybrid logical clock: 48 bits of milliseconds since 1970 and a 16-bit counter, compared as one number.
 * Kulkarni et al., "Logical physical clocks" (2014).
 *
 * @param packed milliseconds in the upper 48 bits, counter in the lower 16
 */
public record HybridTimestamp(long packed) implements Comparable<HybridTimestamp> {

    /** Puts a reading together. */
    public static HybridTimestamp of(long millis, int counter) {
        return new HybridTimestamp(millis << 16 | (counter & 0xFFFF));
    }

    /** The physical part: milliseconds since 1970. */
    public long millis() {
        return packed >>> 16;
    }

    /** The logical part. */
    public int counter() {
        return (int) (packed & 0xFFFF);
    }

    @Override
    public int compareTo(HybridTimestamp other) {
        return Long.compareUnsigned(packed, other.packed);
    }
}
