package io.wardkeep.lattice;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map whose changed copies share what did not change: entries lie in chunks, and a change copies
 * one chunk and the list of chunks. Two levels of a B-tree (Bayer and McCreight, Acta Informatica 1, 1972), which is
 * enough up to some 100,000 entries. Equality is that of the entries, wherever the chunks are cut.
 *
 * @param <K> the keys, in their natural order
 * @param <V> the values
 */
@SuppressWarnings("ReferenceEquality") // The same value is the sign that nothing changed.
final class Chunked<K extends Comparable<K>, V> {

    private static final int ENTRIES_MAX = 32;
    private static final Chunked<?, ?> NONE = new Chunked<>(new Object[0][], 0);

    /** Non-empty; key, value, key, value …; keys ascend within and across chunks. */
    private final Object[][] chunks;

    private final int size;

    private Chunked(Object[][] chunks, int size) {
        this.chunks = chunks;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // It has no entries of any type.
    static <K extends Comparable<K>, V> Chunked<K, V> empty() {
        return (Chunked<K, V>) NONE;
    }

    static <K extends Comparable<K>, V> Chunked<K, V> of(K key, V value) {
        return new Chunked<>(new Object[][] {{key, value}}, 1);
    }

    static <K extends Comparable<K>, V> Chunked<K, V> of(SortedMap<K, V> entries) {
        Object[][] chunks = new Object[(entries.size() + ENTRIES_MAX - 1) / ENTRIES_MAX][];
        int index = 0;
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            int chunk = index / ENTRIES_MAX;
            int at = 2 * (index % ENTRIES_MAX);
            if (at == 0) {
                chunks[chunk] = new Object[2 * Math.min(ENTRIES_MAX, entries.size() - index)];
            }
            chunks[chunk][at] = entry.getKey();
            chunks[chunk][at + 1] = entry.getValue();
            index++;
        }
        return index == 0 ? empty() : new Chunked<>(chunks, index);
    }

    int size() {
        return size;
    }

    K firstKey() {
        return key(chunks[0], 0);
    }

    V firstValue() {
        return value(chunks[0], 0);
    }

    @Nullable V get(K key) {
        if (size == 0) {
            return null;
        }
        Object[] chunk = chunks[chunkOf(key)];
        int at = find(chunk, key);
        return at < 0 ? null : value(chunk, at);
    }

    /** With this value for the key; this very map when that is the value already. */
    Chunked<K, V> with(K key, V value) {
        if (size == 0) {
            return of(key, value);
        }
        int index = chunkOf(key);
        Object[] chunk = chunks[index];
        int at = find(chunk, key);
        if (at >= 0) {
            if (chunk[at + 1] == value) {
                return this;
            }
            Object[] changed = chunk.clone();
            changed[at + 1] = value;
            return replaced(index, size, changed);
        }
        int where = -at - 1;
        if (chunk.length < 2 * ENTRIES_MAX) {
            return replaced(index, size + 1, inserted(chunk, 0, chunk.length, where, key, value));
        }
        if (where == chunk.length && index == chunks.length - 1) {
            // Keys that come in their order leave full chunks behind.
            return replaced(index, size + 1, chunk, new Object[] {key, value});
        }
        int middle = chunk.length / 2;
        return where <= middle
                ? replaced(
                        index,
                        size + 1,
                        inserted(chunk, 0, middle, where, key, value),
                        Arrays.copyOfRange(chunk, middle, chunk.length))
                : replaced(
                        index,
                        size + 1,
                        Arrays.copyOf(chunk, middle),
                        inserted(chunk, middle, chunk.length, where, key, value));
    }

    /** Without the key; this very map when it is not there. */
    Chunked<K, V> without(K key) {
        if (size == 0) {
            return this;
        }
        int index = chunkOf(key);
        Object[] chunk = chunks[index];
        int at = find(chunk, key);
        if (at < 0) {
            return this;
        }
        if (chunk.length == 2) {
            return size == 1 ? empty() : replaced(index, size - 1);
        }
        Object[] less = new Object[chunk.length - 2];
        System.arraycopy(chunk, 0, less, 0, at);
        System.arraycopy(chunk, at + 2, less, at, less.length - at);
        return replaced(index, size - 1, less);
    }

    /** Each value replaced by what the function says, or left out where it says null; shares what stays the same. */
    Chunked<K, V> map(BiFunction<K, V, @Nullable V> function) {
        Chunked<K, V> mapped = this;
        for (Object[] chunk : chunks) {
            for (int at = 0; at < chunk.length; at += 2) {
                K key = key(chunk, at);
                V value = value(chunk, at);
                V after = function.apply(key, value);
                if (after == null) {
                    mapped = mapped.without(key);
                } else if (after != value) {
                    mapped = mapped.with(key, after);
                }
            }
        }
        return mapped;
    }

    void forEach(BiConsumer<? super K, ? super V> action) {
        for (Object[] chunk : chunks) {
            for (int at = 0; at < chunk.length; at += 2) {
                action.accept(key(chunk, at), value(chunk, at));
            }
        }
    }

    private Chunked<K, V> replaced(int index, int newSize, Object[]... by) {
        Object[][] more = new Object[chunks.length - 1 + by.length][];
        System.arraycopy(chunks, 0, more, 0, index);
        System.arraycopy(by, 0, more, index, by.length);
        System.arraycopy(chunks, index + 1, more, index + by.length, chunks.length - index - 1);
        return new Chunked<>(more, newSize);
    }

    /** The part {@code from..until - 1} of a chunk with an entry more at {@code where}. */
    private static Object[] inserted(Object[] chunk, int from, int until, int where, Object key, Object value) {
        Object[] more = new Object[until - from + 2];
        System.arraycopy(chunk, from, more, 0, where - from);
        more[where - from] = key;
        more[where - from + 1] = value;
        System.arraycopy(chunk, where, more, where - from + 2, until - where);
        return more;
    }

    /** The last chunk that does not begin after the key; the first when all do. */
    private int chunkOf(K key) {
        int low = 1;
        int high = chunks.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (key(chunks[middle], 0).compareTo(key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** Where the key is in a chunk, or -1 minus where it would be. */
    private int find(Object[] chunk, K key) {
        int low = 0;
        int high = chunk.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = key(chunk, 2 * middle).compareTo(key);
            if (order == 0) {
                return 2 * middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -2 * low - 1;
    }

    @SuppressWarnings("unchecked") // Only keys are at even places.
    private K key(Object[] chunk, int at) {
        return (K) chunk[at];
    }

    @SuppressWarnings("unchecked") // Only values are at odd places.
    private V value(Object[] chunk, int at) {
        return (V) chunk[at + 1];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Chunked<?, ?> that) || size != that.size) {
            return false;
        }
        int theirChunk = 0;
        int theirAt = 0;
        for (Object[] chunk : chunks) {
            for (Object part : chunk) {
                if (theirAt == that.chunks[theirChunk].length) {
                    theirChunk++;
                    theirAt = 0;
                }
                Object theirs = that.chunks[theirChunk][theirAt++];
                if (part != theirs && !part.equals(theirs)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (Object[] chunk : chunks) {
            for (Object part : chunk) {
                hash = 31 * hash + part.hashCode();
            }
        }
        return hash;
    }
}
