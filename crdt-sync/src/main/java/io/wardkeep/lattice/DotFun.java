package io.wardkeep.lattice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Live dots, each with the value that was written under it. A dot names one value for ever, so two values under one dot
 * are never merged. Almeida, Shoker, Baquero (arXiv 1603.01529), figure 11.
 */
public final class DotFun implements DotStore<DotFun> {

    /** Nothing live. */
    public static final DotFun EMPTY = new DotFun(new Dot[0], new Bytes[0]);

    /** Upper bound of dots in a decoded store. */
    private static final int DOTS_MAX = 1 << 20;

    /** In their order. */
    private final Dot[] dots;

    /** Beside the dots. */
    private final Bytes[] values;

    private DotFun(Dot[] dots, Bytes[] values) {
        this.dots = dots;
        this.values = values;
    }

    /** These dots and their values. */
    public static DotFun of(SortedMap<Dot, Bytes> live) {
        return live.isEmpty()
                ? EMPTY
                : new DotFun(live.keySet().toArray(new Dot[0]), live.values().toArray(new Bytes[0]));
    }

    /** One value under its dot. */
    public static DotFun of(Dot dot, Bytes value) {
        return new DotFun(new Dot[] {dot}, new Bytes[] {value});
    }

    /** How many dots are live. */
    public int count() {
        return dots.length;
    }

    /** The {@code index}-th live dot, in their order. */
    public Dot dot(int index) {
        return dots[index];
    }

    /** The value under the {@code index}-th live dot. */
    public Bytes value(int index) {
        return values[index];
    }

    /** The values, in the order of their dots. */
    public List<Bytes> values() {
        return List.of(values);
    }

    /** Is this dot live? */
    public boolean holds(Dot dot) {
        return Arrays.binarySearch(dots, dot) >= 0;
    }

    @Override
    public boolean isEmpty() {
        return dots.length == 0;
    }

    @Override
    public void forEachDot(Consumer<Dot> action) {
        for (Dot dot : dots) {
            action.accept(dot);
        }
    }

    @Override
    public DotFun join(CausalContext ours, DotFun other, CausalContext theirs) {
        Dot[] kept = new Dot[dots.length + other.dots.length];
        Bytes[] keptValues = new Bytes[kept.length];
        int count = 0;
        int left = 0;
        int right = 0;
        boolean changed = false;
        while (left < dots.length || right < other.dots.length) {
            int order =
                    left == dots.length ? 1 : right == other.dots.length ? -1 : dots[left].compareTo(other.dots[right]);
            if (order == 0 || (order < 0 && !theirs.contains(dots[left]))) {
                kept[count] = dots[left];
                keptValues[count++] = values[left];
            } else if (order > 0 && !ours.contains(other.dots[right])) {
                kept[count] = other.dots[right];
                keptValues[count++] = other.values[right];
                changed = true;
            } else {
                changed |= order < 0;
            }
            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }
        return !changed
                ? this
                : count == 0 ? EMPTY : new DotFun(Arrays.copyOf(kept, count), Arrays.copyOf(keptValues, count));
    }

    @Override
    public DotFun bottom() {
        return EMPTY;
    }

    @Override
    public void write(CanonicalWriter writer) {
        writer.unsigned(dots.length);
        for (int index = 0; index < dots.length; index++) {
            writer.dot(dots[index]).block(values[index]);
        }
    }

    /** Reads canonical bytes with values of at most {@code valueBytesMax}. */
    public static DotFun read(CanonicalReader reader, int valueBytesMax) throws MalformedBytesException {
        int count = reader.unsignedInt(DOTS_MAX);
        List<Dot> dots = new ArrayList<>();
        List<Bytes> values = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            Dot dot = reader.dot();
            if (!dots.isEmpty() && dots.getLast().compareTo(dot) >= 0) {
                throw reader.malformed("dots out of order");
            }
            dots.add(dot);
            values.add(reader.block(valueBytesMax));
        }
        return count == 0 ? EMPTY : new DotFun(dots.toArray(new Dot[0]), values.toArray(new Bytes[0]));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof DotFun that
                        && Arrays.equals(dots, that.dots)
                        && Arrays.equals(values, that.values));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(dots) + Arrays.hashCode(values);
    }

    /** Dots with their values, for logs of tests. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int index = 0; index < dots.length; index++) {
            text.append(index == 0 ? "" : ", ")
                    .append(dots[index].text())
                    .append('=')
                    .append(values[index]);
        }
        return text.append('}').toString();
    }
}
