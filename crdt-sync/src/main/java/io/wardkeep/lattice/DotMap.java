package io.wardkeep.lattice;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Dot stores by key; keys whose store is empty are absent. All keys share one context. Almeida, Shoker, Baquero (arXiv
 * 1603.01529), figure 11. A joined map shares with the one before all that the join did not touch.
 *
 * @param <V> the store of each key, one type for all keys and for ever
 */
public final class DotMap<V extends DotStore<V>> implements DotStore<DotMap<V>> {

    /** Longest key in decoded bytes. */
    public static final int KEY_BYTES_MAX = 1 << 12;

    /** Upper bound of keys in a decoded map. */
    private static final int KEYS_MAX = 1 << 20;

    /** None is empty. */
    private final Chunked<Bytes, V> stores;

    private DotMap(Chunked<Bytes, V> stores) {
        this.stores = stores;
    }

    /** No keys. */
    public static <V extends DotStore<V>> DotMap<V> empty() {
        return new DotMap<>(Chunked.<Bytes, V>empty());
    }

    /** One key; none when its store is empty. */
    public static <V extends DotStore<V>> DotMap<V> of(Bytes key, V store) {
        return store.isEmpty() ? empty() : new DotMap<>(Chunked.of(key, store));
    }

    /** These keys; those with empty stores are dropped: one map has one form. */
    public static <V extends DotStore<V>> DotMap<V> of(SortedMap<Bytes, V> entries) {
        TreeMap<Bytes, V> nonEmpty = new TreeMap<>(entries);
        nonEmpty.values().removeIf(DotStore::isEmpty);
        return new DotMap<>(Chunked.of(nonEmpty));
    }

    /** How many keys have something live. */
    public int size() {
        return stores.size();
    }

    /** The keys that have something live, in their bytes' order; a copy. */
    public SortedSet<Bytes> keys() {
        TreeSet<Bytes> keys = new TreeSet<>();
        stores.forEach((key, _) -> keys.add(key));
        return keys;
    }

    /** The store of a key; empty when nothing of it is live. */
    public Optional<V> get(Bytes key) {
        return Optional.ofNullable(stores.get(key));
    }

    /** The first key; there is one. */
    Bytes firstKey() {
        return stores.firstKey();
    }

    /** The store of the first key. */
    V firstStore() {
        return stores.firstValue();
    }

    /** Hands every key and its store to {@code action}, in the keys' order. */
    public void forEach(BiConsumer<? super Bytes, ? super V> action) {
        stores.forEach(action);
    }

    @Override
    public boolean isEmpty() {
        return stores.size() == 0;
    }

    @Override
    public void forEachDot(Consumer<Dot> action) {
        stores.forEach((_, store) -> store.forEachDot(action));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // The same map is the sign that nothing changed.
    public DotMap<V> join(CausalContext ours, DotMap<V> other, CausalContext theirs) {
        Joining<V> joining = new Joining<>(stores, ours, theirs);
        other.stores.forEach(joining::join);
        // What the other has seen may be live here under any key, unless all of it was met under the keys just joined.
        Chunked<Bytes, V> joined = theirs.countCommon(ours) == joining.met
                ? joining.joined
                : joining.joined.map((key, store) ->
                        other.stores.get(key) != null ? store : nonEmpty(store.join(ours, store.bottom(), theirs)));
        return joined == stores ? this : new DotMap<>(joined);
    }

    private static <V extends DotStore<V>> @Nullable V nonEmpty(V store) {
        return store.isEmpty() ? null : store;
    }

    /** The join of the keys that the other side has. */
    private static final class Joining<V extends DotStore<V>> {
        private final CausalContext ours;
        private final CausalContext theirs;
        private Chunked<Bytes, V> joined;

        /** How many of our live dots under those keys the other has seen. */
        private long met;

        Joining(Chunked<Bytes, V> stores, CausalContext ours, CausalContext theirs) {
            this.ours = ours;
            this.theirs = theirs;
            joined = stores;
        }

        void join(Bytes key, V right) {
            V left = joined.get(key);
            if (left != null) {
                left.forEachDot(dot -> met += theirs.contains(dot) ? 1 : 0);
            }
            V store = (left == null ? right.bottom() : left).join(ours, right, theirs);
            joined = store.isEmpty() ? joined.without(key) : joined.with(key, store);
        }
    }

    @Override
    public DotMap<V> bottom() {
        return empty();
    }

    @Override
    public void write(CanonicalWriter writer) {
        writer.unsigned(stores.size());
        stores.forEach((key, store) -> {
            writer.block(key);
            store.write(writer);
        });
    }

    /** How the store of a key is read. */
    @FunctionalInterface
    public interface StoreReader<V> {
        /** Reads one store. */
        V read(CanonicalReader reader) throws MalformedBytesException;
    }

    /** Reads canonical bytes. */
    public static <V extends DotStore<V>> DotMap<V> read(CanonicalReader reader, StoreReader<V> store)
            throws MalformedBytesException {
        int count = reader.unsignedInt(KEYS_MAX);
        TreeMap<Bytes, V> entries = new TreeMap<>();
        for (int index = 0; index < count; index++) {
            Bytes key = reader.block(KEY_BYTES_MAX);
            if (!entries.isEmpty() && entries.lastKey().compareTo(key) >= 0) {
                throw reader.malformed("keys out of order");
            }
            V value = store.read(reader);
            if (value.isEmpty()) {
                throw reader.malformed("a key without anything live");
            }
            entries.put(key, value);
        }
        return new DotMap<>(Chunked.of(entries));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof DotMap<?> that && stores.equals(that.stores));
    }

    @Override
    public int hashCode() {
        return stores.hashCode();
    }

    /** Keys with their stores, for logs of tests. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        stores.forEach((key, store) -> text.append(text.length() == 1 ? "" : ", ")
                .append(key)
                .append('=')
                .append(store));
        return text.append('}').toString();
    }
}
