package io.wardkeep.lattice;

import java.util.function.UnaryOperator;

/**
 * A map from keys to causal types of one kind, fixed for ever. Removing a key resets what was seen of its value; an
 * update that the remover had not seen survives. Almeida, Shoker, Baquero (arXiv 1603.01529), figure 13.
 *
 * @param <V> the dot store of the values
 * @param state the values and what was seen of all of them
 */
public record ResetRemoveMap<V extends DotStore<V>>(Causal<DotMap<V>> state) implements Lattice<ResetRemoveMap<V>> {

    /** No keys. */
    public static <V extends DotStore<V>> ResetRemoveMap<V> empty() {
        return new ResetRemoveMap<V>(new Causal<DotMap<V>>(DotMap.<V>empty(), CausalContext.EMPTY));
    }

    /** The value of a key as a causal state of its own; {@code bottom} where nothing of it is live. */
    public Causal<V> get(Bytes key, V bottom) {
        return new Causal<>(state.store().get(key).orElse(bottom), state.context());
    }

    /**
     * The delta of a mutation of a key's value.
     *
     * @param bottom the empty store
     * @param mutator gets the value of the key, with the map's context, and returns its delta
     */
    public ResetRemoveMap<V> update(Bytes key, V bottom, UnaryOperator<Causal<V>> mutator) {
        Causal<V> delta = mutator.apply(get(key, bottom));
        return new ResetRemoveMap<>(new Causal<>(DotMap.of(key, delta.store()), delta.context()));
    }

    /** The delta that removes what was seen of a key. */
    public ResetRemoveMap<V> remove(Bytes key) {
        CausalContext seen = state.store().get(key).map(DotStore::dots).orElse(CausalContext.EMPTY);
        return new ResetRemoveMap<V>(new Causal<DotMap<V>>(DotMap.<V>empty(), seen));
    }

    @Override
    public ResetRemoveMap<V> join(ResetRemoveMap<V> other) {
        return new ResetRemoveMap<>(state.join(other.state));
    }

    @Override
    public void write(CanonicalWriter writer) {
        state.write(writer);
    }

    /** Reads canonical bytes. */
    public static <V extends DotStore<V>> ResetRemoveMap<V> read(
            CanonicalReader reader, DotMap.StoreReader<V> storeReader) throws MalformedBytesException {
        return new ResetRemoveMap<>(Causal.read(reader, in -> DotMap.read(in, storeReader)));
    }
}
