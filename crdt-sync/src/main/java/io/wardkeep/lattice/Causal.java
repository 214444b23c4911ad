package io.wardkeep.lattice;

/**
 * A dot store with the context of all that was ever seen of it: the whole of a causal type's state, and the form of its
 * deltas as well. Almeida, Shoker, Baquero (arXiv 1603.01529), section 7.2.
 *
 * @param <S> the store
 * @param store what is live; its dots are all in {@code context}, and each is live once: one event writes one place
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

    /** Reads canonical bytes; live dots that the context does not hold, and a dot that is live twice, are malformed. */
    public static <S extends DotStore<S>> Causal<S> read(CanonicalReader reader, DotMap.StoreReader<S> storeReader)
            throws MalformedBytesException {
        CausalContext context = CausalContext.read(reader);
        S store = storeReader.read(reader);
        CausalContext live = store.dots();
        if (!context.containsAll(live)) {
            throw reader.malformed("live dots outside the context");
        }
        long[] count = new long[1];
        store.forEachDot(_ -> count[0]++);
        if (live.countCommon(context) != count[0]) {
            throw reader.malformed("a dot is live twice");
        }
        return new Causal<>(store, context);
    }
}
