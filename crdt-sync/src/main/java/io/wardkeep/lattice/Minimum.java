package io.wardkeep.lattice;

/**
 * The least number seen. The dual of {@link Maximum}.
 *
 * @param value the least so far
 */
public record Minimum(long value) implements Lattice<Minimum> {

    /** The delta of seeing a number: this very state when it is not less. */
    public Minimum see(long number) {
        return join(new Minimum(number));
    }

    @Override
    public Minimum join(Minimum other) {
        return value <= other.value ? this : other;
    }

    @Override
    public void write(CanonicalWriter writer) {
        writer.signed(value);
    }

    /** Reads canonical bytes. */
    public static Minimum read(CanonicalReader reader) throws MalformedBytesException {
        return new Minimum(reader.signed());
    }
}
