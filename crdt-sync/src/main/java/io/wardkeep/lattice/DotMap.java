package io.wardkeep.lattice;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Dot stores by key; keys whose store is empty are absent. All keys share one context. Almeida, Shoker, Baquero (arXiv
 * 1603.01529), figure 11.
 *
 * @param <V> the store of each key, one type for all keys and for ever
 * @param entries the non-empty stores; immutable
 */
public record DotMap<V extends DotStore<V>>(SortedMap<Bytes, V> entries) implements DotStore<DotMap<V>> {

    /** Longest key in decoded bytes. */
    public static final int KEY_BYTES_MAX = 1 << 12;

    /** Upper bound of keys in a decoded map. */
    private static final int KEYS_MAX = 1 << 20;

    /** Copies, and drops empty stores: one map has one form. */
    public DotMap {
        TreeMap<Bytes, V> nonEmpty = new TreeMap<>();
        entries.forEach((key, store) -> {
            if (!store.isEmpty()) {
                nonEmpty.put(key, store);
            }
        });
        entries = Collections.unmodifiableSortedMap(nonEmpty);
    }

    /** No keys. */
    public static <V extends DotStore<V>> DotMap<V> empty() {
        return new DotMap<V>(new TreeMap<>());
    }

    /** One key. */
    public static <V extends DotStore<V>> DotMap<V> of(Bytes key, V store) {
        TreeMap<Bytes, V> one = new TreeMap<>();
        one.put(key, store);
        return new DotMap<V>(one);
    }

    /** The store of a key; empty when nothing of it is live. */
    public Optional<V> get(Bytes key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public void forEachDot(Consumer<Dot> action) {
        entries.values().forEach(store -> store.forEachDot(action));
    }

    @Override
    public DotMap<V> join(CausalContext ours, DotMap<V> other, CausalContext theirs) {
        TreeMap<Bytes, V> joined = new TreeMap<>();
        TreeSet<Bytes> keys = new TreeSet<>(entries.keySet());
        keys.addAll(other.entries.keySet());
        for (Bytes key : keys) {
            V left = entries.get(key);
            V right = other.entries.get(key);
            if (left != null && right != null) {
                joined.put(key, left.join(ours, right, theirs));
            } else if (left != null) {
                joined.put(key, left.join(ours, left.bottom(), theirs));
            } else if (right != null) {
                joined.put(key, right.bottom().join(ours, right, theirs));
            }
        }
        return new DotMap<>(joined);
    }

    @Override
    public DotMap<V> bottom() {
        return empty();
    }

    @Override
    public void write(CanonicalWriter writer) {
        writer.unsigned(entries.size());
        for (Map.Entry<Bytes, V> entry : entries.entrySet()) {
            writer.block(entry.getKey());
            entry.getValue().write(writer);
        }
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
        return new DotMap<>(entries);
    }
}
