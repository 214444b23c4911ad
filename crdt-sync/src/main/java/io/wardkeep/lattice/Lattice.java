package io.wardkeep.lattice;

/**
 * A join-semilattice: states that only grow, with a least upper bound. Immutable.
 *
 * @param <S> the type itself
 */
public interface Lattice<S extends Lattice<S>> {

    /** The least upper bound: idempotent, commutative, associative. */
    S join(S other);

    /** Canonical bytes: equal states write equal bytes, different states different ones. */
    void write(CanonicalWriter writer);

    /** Canonical bytes as a value of their own. */
    default Bytes toBytes() {
        CanonicalWriter writer = new CanonicalWriter();
        write(writer);
        return writer.toBytes();
    }
}
