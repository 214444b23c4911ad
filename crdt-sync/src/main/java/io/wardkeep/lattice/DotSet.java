package io.wardkeep.lattice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Live dots that carry nothing. Almeida, Shoker, Baquero (arXiv 1603.01529), figure 11. */
public final class DotSet implements DotStore<DotSet> {

    /** Nothing live. */
    public static final DotSet EMPTY = new DotSet(new Dot[0]);

    /** Upper bound of dots in a decoded set. */
    private static final int DOTS_MAX = 1 << 20;

    /** In their order. */
    private final Dot[] dots;

    private DotSet(Dot[] dots) {
        this.dots = dots;
    }

    /** One dot. */
    public static DotSet of(Dot dot) {
        return new DotSet(new Dot[] {dot});
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
    public DotSet join(CausalContext ours, DotSet other, CausalContext theirs) {
        Dot[] kept = new Dot[dots.length + other.dots.length];
        int count = 0;
        int left = 0;
        int right = 0;
        boolean changed = false;
        while (left < dots.length || right < other.dots.length) {
            int order =
                    left == dots.length ? 1 : right == other.dots.length ? -1 : dots[left].compareTo(other.dots[right]);
            if (order == 0 || (order < 0 && !theirs.contains(dots[left]))) {
                kept[count++] = dots[left];
            } else if (order > 0 && !ours.contains(other.dots[right])) {
                kept[count++] = other.dots[right];
                changed = true;
            } else {
                changed |= order < 0;
            }
            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }
        return !changed ? this : count == 0 ? EMPTY : new DotSet(Arrays.copyOf(kept, count));
    }

    @Override
    public DotSet bottom() {
        return EMPTY;
    }

    @Override
    public void write(CanonicalWriter writer) {
        writer.unsigned(dots.length);
        for (Dot dot : dots) {
            writer.dot(dot);
        }
    }

    /** Reads canonical bytes. */
    public static DotSet read(CanonicalReader reader) throws MalformedBytesException {
        int count = reader.unsignedInt(DOTS_MAX);
        List<Dot> dots = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            Dot dot = reader.dot();
            if (!dots.isEmpty() && dots.getLast().compareTo(dot) >= 0) {
                throw reader.malformed("dots out of order");
            }
            dots.add(dot);
        }
        return count == 0 ? EMPTY : new DotSet(dots.toArray(new Dot[0]));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof DotSet that && Arrays.equals(dots, that.dots));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dots);
    }

    /** The dots, for logs of tests. */
    @Override
    public String toString() {
        return Arrays.toString(dots);
    }
}
