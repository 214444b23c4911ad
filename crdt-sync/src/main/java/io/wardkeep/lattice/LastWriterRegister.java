package io.wardkeep.lattice;

/**
 * A register in which the write with the greatest (clock, dot) wins and all others are lost. Only for what nothing
 * clinical hangs on: a label, a colour. Shapiro et al. (INRIA RR-7506, 2011), specification 8.
 *
 * @param at the writer's hybrid clock
 * @param dot breaks ties, the same way everywhere
 * @param value what was written
 */
public record LastWriterRegister(HybridTimestamp at, Dot dot, Bytes value) implements Lattice<LastWriterRegister> {

    /** The delta of a write; it wins here when its clock is later, which a clock that has heard this one's is. */
    public LastWriterRegister write(HybridTimestamp time, Dot name, Bytes newValue) {
        return new LastWriterRegister(time, name, newValue);
    }

    @Override
    public LastWriterRegister join(LastWriterRegister other) {
        int byClock = at.compareTo(other.at);
        int order = byClock != 0 ? byClock : dot.compareTo(other.dot);
        return order >= 0 ? this : other;
    }

    @Override
    public void write(CanonicalWriter writer) {
        writer.fixed64(at.packed()).dot(dot).block(value);
    }

    /** Reads canonical bytes with a value of at most {@code valueBytesMax}. */
    public static LastWriterRegister read(CanonicalReader reader, int valueBytesMax) throws MalformedBytesException {
        return new LastWriterRegister(new HybridTimestamp(reader.fixed64()), reader.dot(), reader.block(valueBytesMax));
    }
}
