package io.wardkeep.lattice;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Live dots, each with the value that was written under it. A dot names one value for ever, so two values under one dot
 * are never merged. Almeida, Shoker, Baquero (arXiv 1603.01529), figure 11.
 *
 * @param live immutable
 */
public record DotFun(SortedMap<Dot, Bytes> live) implements DotStore<DotFun> {

    /** Nothing live. */
    public static final DotFun EMPTY = new DotFun(new TreeMap<>());

    /** Upper bound of dots in a decoded store. */
    private static final int DOTS_MAX = 1 << 20;

    /** Copies. */
    public DotFun {
        live = Collections.unmodifiableSortedMap(new TreeMap<>(live));
    }

    /** One value under its dot. */
    public static DotFun of(Dot dot, Bytes value) {
        TreeMap<Dot, Bytes> one = new TreeMap<>();
        one.put(dot, value);
        return new DotFun(one);
    }

    @Override
    public boolean isEmpty() {
        return live.isEmpty();
    }

    @Override
    public void forEachDot(Consumer<Dot> action) {
        live.keySet().forEach(action);
    }

    @Override
    public DotFun join(CausalContext ours, DotFun other, CausalContext theirs) {
        TreeMap<Dot, Bytes> kept = new TreeMap<>();
        live.forEach((dot, value) -> {
            if (other.live.containsKey(dot) || !theirs.contains(dot)) {
                kept.put(dot, value);
            }
        });
        other.live.forEach((dot, value) -> {
            if (!ours.contains(dot)) {
                kept.put(dot, value);
            }
        });
        return new DotFun(kept);
    }

    @Override
    public DotFun bottom() {
        return EMPTY;
    }

    @Override
    public void write(CanonicalWriter writer) {
        writer.unsigned(live.size());
        for (Map.Entry<Dot, Bytes> entry : live.entrySet()) {
            writer.dot(entry.getKey()).block(entry.getValue());
        }
    }

    /** Reads canonical bytes with values of at most {@code valueBytesMax}. */
    public static DotFun read(CanonicalReader reader, int valueBytesMax) throws MalformedBytesException {
        int count = reader.unsignedInt(DOTS_MAX);
        TreeMap<Dot, Bytes> live = new TreeMap<>();
        for (int index = 0; index < count; index++) {
            Dot dot = reader.dot();
            if (!live.isEmpty() && live.lastKey().compareTo(dot) >= 0) {
                throw reader.malformed("dots out of order");
            }
            live.put(dot, reader.block(valueBytesMax));
        }
        return new DotFun(live);
    }
}
