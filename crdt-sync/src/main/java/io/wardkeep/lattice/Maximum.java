package io.wardkeep.lattice;

/**
 * The greatest number seen. A chain, the simplest lattice: Davey and Priestley, "Introduction to lattices and order".
 *
 * @param value the greatest so far
 */
public record Maximum(long value) implements Lattice<Maximum> {

    /** The delta of seeing a number: this very state when it is not greater. */
    public Maximum see(long number) {
        return join(new Maximum(number));
    }

    @Override
    public Maximum join(Maximum other) {
        return value >= other.value ? this : other;
    }

    @Override
    public void write(CanonicalWriter writer) {
        writer.signed(value);
    }

    /** Reads canonical bytes. */
    public static Maximum read(CanonicalReader reader) throws MalformedBytesException {
        return new Maximum(reader.signed());
    }
}
