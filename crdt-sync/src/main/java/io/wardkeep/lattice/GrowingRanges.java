package io.wardkeep.lattice;

import java.util.Arrays;

/**
 * The set that {@link Ranges} is, growing in place: what a replica has seen of one actor. The usual addition, the dot
 * after the last, moves one bound. Mutable; belongs to the thread of the replica that it is part of.
 */
public final class GrowingRanges {

    /** first, last, first, last …; sorted, disjoint and non-adjacent. */
    private long[] bounds = new long[2];

    private int size;

    /** The empty set. */
    public GrowingRanges() {}

    /** Begins with these. */
    public GrowingRanges(Ranges members) {
        addAll(members);
    }

    /** Is {@code seq} a member? */
    public boolean contains(long seq) {
        if (size == 0 || seq > bounds[size - 1]) {
            return false;
        }
        if (seq >= bounds[size - 2]) {
            return true;
        }
        int at = Arrays.binarySearch(bounds, 0, size, seq);
        return at >= 0 || (-at - 1) % 2 == 1;
    }

    /** The highest member; 0 when empty. */
    public long max() {
        return size == 0 ? 0 : bounds[size - 1];
    }

    /** Adds all members of {@code more}. */
    public void addAll(Ranges more) {
        for (int index = 0; index < more.count(); index++) {
            add(more.first(index), more.last(index));
        }
    }

    /** Adds the closed range {@code first..last}, which is not empty. */
    public void add(long first, long last) {
        if (size == 0 || first - 1 > bounds[size - 1]) {
            insert(size, first, last);
            return;
        }
        if (first >= bounds[size - 2]) {
            bounds[size - 1] = Math.max(bounds[size - 1], last);
            return;
        }
        // The ranges from..until - 1 touch the new one and become one with it.
        int from = 0;
        while (bounds[from + 1] < first - 1) {
            from += 2;
        }
        int until = from;
        while (until < size && bounds[until] - 1 <= last) {
            until += 2;
        }
        if (from == until) {
            insert(from, first, last);
        } else {
            bounds[from] = Math.min(bounds[from], first);
            bounds[from + 1] = Math.max(bounds[until - 1], last);
            System.arraycopy(bounds, until, bounds, from + 2, size - until);
            size -= until - from - 2;
        }
    }

    private void insert(int at, long first, long last) {
        if (size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * size);
        }
        System.arraycopy(bounds, at, bounds, at + 2, size - at);
        bounds[at] = first;
        bounds[at + 1] = last;
        size += 2;
    }

    /** The set as it is now, as a value. */
    public Ranges toRanges() {
        return Ranges.ofBounds(bounds, size);
    }
}
