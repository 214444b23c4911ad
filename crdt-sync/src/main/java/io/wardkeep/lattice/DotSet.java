package io.wardkeep.lattice;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Live dots that carry nothing. Almeida, Shoker, Baquero (arXiv 1603.01529), figure 11.
 *
 * @param live immutable
 */
public record DotSet(SortedSet<Dot> live) implements DotStore<DotSet> {

    /** Nothing live. */
    public static final DotSet EMPTY = new DotSet(new TreeSet<>());

    /** Upper bound of dots in a decoded set. */
    private static final int DOTS_MAX = 1 << 20;

    /** Copies. */
    public DotSet {
        live = Collections.unmodifiableSortedSet(new TreeSet<>(live));
    }

    /** One dot. */
    public static DotSet of(Dot dot) {
        TreeSet<Dot> one = new TreeSet<>();
        one.add(dot);
        return new DotSet(one);
    }

    @Override
    public boolean isEmpty() {
        return live.isEmpty();
    }

    @Override
    public void forEachDot(Consumer<Dot> action) {
        live.forEach(action);
    }

    @Override
    public DotSet join(CausalContext ours, DotSet other, CausalContext theirs) {
        TreeSet<Dot> kept = new TreeSet<>();
        for (Dot dot : live) {
            if (other.live.contains(dot) || !theirs.contains(dot)) {
                kept.add(dot);
            }
        }
        for (Dot dot : other.live) {
            if (!ours.contains(dot)) {
                kept.add(dot);
            }
        }
        return new DotSet(kept);
    }

    @Override
    public DotSet bottom() {
        return EMPTY;
    }

    @Override
    public void write(CanonicalWriter writer) {
        writer.unsigned(live.size());
        live.forEach(writer::dot);
    }

    /** Reads canonical bytes. */
    public static DotSet read(CanonicalReader reader) throws MalformedBytesException {
        int count = reader.unsignedInt(DOTS_MAX);
        TreeSet<Dot> live = new TreeSet<>();
        for (int index = 0; index < count; index++) {
            Dot dot = reader.dot();
            if (!live.isEmpty() && live.last().compareTo(dot) >= 0) {
                throw reader.malformed("dots out of order");
            }
            live.add(dot);
        }
        return new DotSet(live);
    }
}
