package io.wardkeep.lattice;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.LongPredicate;

/**
 * An exact set of sequence numbers of one stream as sorted, disjoint, non-adjacent closed ranges. The unit from which
 * causal contexts are made; union is its join.
 */
public final class Ranges {

    /** The empty set. */
    public static final Ranges EMPTY = new Ranges(new long[0]);

    /** Upper bound of ranges in a decoded set; a peer that needs more is broken. */
    private static final int RANGES_MAX = 1 << 20;

    /** Two ranges: what a write supersedes, and its own dot. */
    private static final int FEW_BOUNDS = 4;

    /** first, last, first, last … */
    private final long[] bounds;

    private Ranges(long[] bounds) {
        this.bounds = bounds;
    }

    /** The closed range {@code first..last}; empty when {@code last < first}. */
    public static Ranges of(long first, long last) {
        if (last < first) {
            return EMPTY;
        }
        if (first < 1) {
            throw new IllegalArgumentException("sequences count from 1, not " + first);
        }
        return new Ranges(new long[] {first, last});
    }

    /** Highest sequence that is read from anywhere: what comes after it can still be counted. */
    public static final long SEQUENCE_MAX = Long.MAX_VALUE - 1;

    /** The ranges in the first {@code size} elements of {@code bounds}, which is copied. */
    static Ranges ofBounds(long[] bounds, int size) {
        return size == 0 ? EMPTY : new Ranges(Arrays.copyOf(bounds, size));
    }

    /**
     * The ranges {@code first, last, first, last …}, as {@link #first} and {@link #last} tell them.
     *
     * @throws IllegalArgumentException unless they ascend from 1 with at least one sequence between two of them
     */
    public static Ranges of(long[] bounds) {
        long before = -1;
        for (int index = 0; index < bounds.length; index += 2) {
            if (index + 1 == bounds.length
                    || bounds[index] < 1
                    || bounds[index] - 2 < before
                    || bounds[index + 1] < bounds[index]) {
                throw new IllegalArgumentException("not ascending and apart: " + Arrays.toString(bounds));
            }
            before = bounds[index + 1];
        }
        return bounds.length == 0 ? EMPTY : new Ranges(bounds.clone());
    }

    /** How many closed ranges this is made of. */
    public int count() {
        return bounds.length / 2;
    }

    /** First sequence of the {@code index}-th range. */
    public long first(int index) {
        return bounds[2 * index];
    }

    /** Last sequence of the {@code index}-th range. */
    public long last(int index) {
        return bounds[2 * index + 1];
    }

    /** True for the empty set. */
    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** The highest member; 0 when empty. */
    public long max() {
        return bounds.length == 0 ? 0 : bounds[bounds.length - 1];
    }

    /** The number of members. */
    public long cardinality() {
        long sum = 0;
        for (int index = 0; index < bounds.length; index += 2) {
            sum += bounds[index + 1] - bounds[index] + 1;
        }
        return sum;
    }

    /** Is {@code seq} a member? */
    public boolean contains(long seq) {
        int at = Arrays.binarySearch(bounds, seq);
        return at >= 0 || (-at - 1) % 2 == 1;
    }

    /** Is every member of {@code other} one of ours? */
    public boolean containsAll(Ranges other) {
        for (int index = 0; index < other.bounds.length; index += 2) {
            if (!containsAll(other.bounds[index], other.bounds[index + 1])) {
                return false;
            }
        }
        return true;
    }

    private boolean containsAll(long first, long last) {
        int at = reaching(first);
        return at < bounds.length && bounds[at] <= first && last <= bounds[at + 1];
    }

    /** Where the first range lies that ends at {@code seq} or later. */
    private int reaching(long seq) {
        int at = Arrays.binarySearch(bounds, seq);
        return (at >= 0 ? at : -at - 1) & ~1;
    }

    /** How many members both have. */
    long countCommon(Ranges other) {
        long common = 0;
        for (int index = 0; index < bounds.length; index += 2) {
            for (int at = other.reaching(bounds[index]);
                    at < other.bounds.length && other.bounds[at] <= bounds[index + 1];
                    at += 2) {
                common += Math.min(bounds[index + 1], other.bounds[at + 1])
                        - Math.max(bounds[index], other.bounds[at])
                        + 1;
            }
        }
        return common;
    }

    /** This with the closed range {@code first..last} added. */
    public Ranges plus(long first, long last) {
        return union(of(first, last));
    }

    /** Members of either; this very set when it has all members of the other. */
    public Ranges union(Ranges other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        if (other.bounds.length <= FEW_BOUNDS) {
            return unionOfFew(other);
        }
        return merged(other);
    }

    /** The usual case: dots that are here already, and the next. */
    private Ranges unionOfFew(Ranges other) {
        long[] grown = bounds;
        boolean changed = false;
        for (int index = 0; index < other.bounds.length; index += 2) {
            long first = other.bounds[index];
            long last = other.bounds[index + 1];
            long end = grown[grown.length - 1];
            if (first - 1 > end) {
                grown = Arrays.copyOf(grown, grown.length + 2);
                grown[grown.length - 2] = first;
                grown[grown.length - 1] = last;
                changed = true;
            } else if (first >= grown[grown.length - 2]) {
                if (last > end) {
                    grown = grown.clone();
                    grown[grown.length - 1] = last;
                    changed = true;
                }
            } else if (!containsAll(first, last)) {
                return merged(other);
            }
        }
        return changed ? new Ranges(grown) : this;
    }

    private Ranges merged(Ranges other) {
        long[] merged = new long[bounds.length + other.bounds.length];
        int size = 0;
        int left = 0;
        int right = 0;
        while (left < bounds.length || right < other.bounds.length) {
            boolean fromLeft =
                    right >= other.bounds.length || (left < bounds.length && bounds[left] <= other.bounds[right]);
            long first = fromLeft ? bounds[left] : other.bounds[right];
            long last = fromLeft ? bounds[left + 1] : other.bounds[right + 1];
            if (fromLeft) {
                left += 2;
            } else {
                right += 2;
            }
            if (size > 0 && first - 1 <= merged[size - 1]) {
                merged[size - 1] = Math.max(merged[size - 1], last);
            } else {
                merged[size++] = first;
                merged[size++] = last;
            }
        }
        return size == bounds.length && Arrays.equals(merged, 0, size, bounds, 0, size)
                ? this
                : new Ranges(Arrays.copyOf(merged, size));
    }

    /** Members of this that are not in {@code other}. */
    public Ranges minus(Ranges other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        long[] rest = new long[bounds.length + other.bounds.length];
        int size = 0;
        int right = 0;
        for (int left = 0; left < bounds.length; left += 2) {
            long first = bounds[left];
            long last = bounds[left + 1];
            while (right < other.bounds.length && other.bounds[right + 1] < first) {
                right += 2;
            }
            for (int cut = right; first <= last && cut < other.bounds.length && other.bounds[cut] <= last; cut += 2) {
                if (other.bounds[cut] > first) {
                    rest[size++] = first;
                    rest[size++] = other.bounds[cut] - 1;
                }
                first = other.bounds[cut + 1] + 1;
            }
            if (first <= last) {
                rest[size++] = first;
                rest[size++] = last;
            }
        }
        return size == 0 ? EMPTY : new Ranges(Arrays.copyOf(rest, size));
    }

    /** Members of both. */
    public Ranges intersect(Ranges other) {
        return minus(minus(other));
    }

    /** True when {@code accepts} holds for every range's first and last; for checks of bounds from a peer. */
    public boolean allBounds(LongPredicate accepts) {
        return Arrays.stream(bounds).allMatch(accepts);
    }

    /** Canonical bytes: the count, then each range as gap to the one before and length minus one. */
    public void write(CanonicalWriter writer) {
        writer.unsigned(count());
        long before = -1;
        for (int index = 0; index < bounds.length; index += 2) {
            writer.unsigned(bounds[index] - before - 2).unsigned(bounds[index + 1] - bounds[index]);
            before = bounds[index + 1];
        }
    }

    /** Exactly these members, which come in ascending order. */
    public static Ranges ofAscending(Collection<Long> members) {
        long[] bounds = new long[2 * members.size()];
        int size = 0;
        for (long member : members) {
            if (size > 0 && bounds[size - 1] >= member) {
                throw new IllegalArgumentException(member + " does not come after " + bounds[size - 1]);
            }
            if (size == 0 || bounds[size - 1] != member - 1) {
                bounds[size++] = member;
                size++;
            }
            bounds[size - 1] = member;
        }
        return size == 0 ? EMPTY : new Ranges(Arrays.copyOf(bounds, size));
    }

    /** Reads canonical bytes; ranges that overlap, touch or run backwards cannot be written and so cannot be read. */
    public static Ranges read(CanonicalReader reader) throws MalformedBytesException {
        int count = reader.unsignedInt(RANGES_MAX);
        if (2L * count > reader.remaining()) {
            throw reader.malformed(count + " ranges announced, fewer bytes left");
        }
        long[] bounds = new long[2 * count];
        long before = -1;
        for (int index = 0; index < bounds.length; index += 2) {
            long gap = reader.unsigned();
            long length = reader.unsigned();
            if (gap < 0
                    || length < 0
                    || gap > Long.MAX_VALUE - 2 - before
                    || length > Long.MAX_VALUE - 3 - before - gap) {
                throw reader.malformed("range beyond 63 bits");
            }
            bounds[index] = before + 2 + gap;
            bounds[index + 1] = bounds[index] + length;
            before = bounds[index + 1];
        }
        return count == 0 ? EMPTY : new Ranges(bounds);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ranges that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** {@code 1..4 7..9}, for logs. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < bounds.length; index += 2) {
            text.append(index == 0 ? "" : " ").append(bounds[index]);
            if (bounds[index + 1] > bounds[index]) {
                text.append("..").append(bounds[index + 1]);
            }
        }
        return text.toString();
    }
}
