package io.wardkeep.lattice;

/**
 * A dot store with the context of all that was ever seen of it: the whole of a causal type's state, and the form of its
 * deltas as well. Almeida, Shoker, Baquero (arXiv 1603.01529), section 7.2.
 *
 * @param <S> the store
 * @param store what is live; its dots are all in {@code context}
 * @param context what was seen, live or superseded
 */
public record Causal<S extends DotStore<S>>(S store, CausalContext context) implements Lattice<Causal<S>> {

    @Override
    public Causal<S> join(Causal<S> other) {
        return new Causal<>(store.join(context, other.store, other.context), context.join(other.context));
    }

    /** A delta that supersedes all that is live in {@code superseded} and makes {@code live} live instead. */
    static <S extends DotStore<S>> Causal<S> superseding(S superseded, S live) {
        return new Causal<>(live, superseded.dots().join(live.dots()));
    }

    @Override
    public void write(CanonicalWriter writer) {
        context.write(writer);
        store.write(writer);
    }

    /** Reads canonical bytes; live dots that the context does not hold are malformed. */
    public static <S extends DotStore<S>> Causal<S> read(CanonicalReader reader, DotMap.StoreReader<S> storeReader)
            throws MalformedBytesException {
        CausalContext context = CausalContext.read(reader);
        S store = storeReader.read(reader);
        if (!context.containsAll(store.dots())) {
            throw reader.malformed("live dots outside the context");
        }
        return new Causal<>(store, context);
    }
}
