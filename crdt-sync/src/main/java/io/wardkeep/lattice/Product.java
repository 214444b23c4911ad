package io.wardkeep.lattice;

/**
 * Two lattices side by side, joined part by part. Baquero et al., "Composition in state-based replicated data types"
 * (Bulletin of EATCS 123, 2017).
 *
 * @param <A> the first part's type
 * @param <B> the second part's type
 * @param first the first part
 * @param second the second part
 */
public record Product<A extends Lattice<A>, B extends Lattice<B>>(A first, B second) implements Lattice<Product<A, B>> {

    @Override
    public Product<A, B> join(Product<A, B> other) {
        return new Product<>(first.join(other.first), second.join(other.second));
    }

    @Override
    public void write(CanonicalWriter writer) {
        first.write(writer);
        second.write(writer);
    }

    /** Reads canonical bytes, part by part. */
    public static <A extends Lattice<A>, B extends Lattice<B>> Product<A, B> read(
            CanonicalReader reader, DotMap.StoreReader<A> first, DotMap.StoreReader<B> second)
            throws MalformedBytesException {
        return new Product<>(first.read(reader), second.read(reader));
    }
}
