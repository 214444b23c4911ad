package io.wardkeep.sync;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.segment.BitCoder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Ranges by what ranges of their sort were like before. Mutable, of one end. */
final class SpanModel {

    private static final int NUMBER = 65;
    private static final int COUNT = 0;
    private static final int OFFSET = NUMBER;
    private static final int GAP = 2 * NUMBER;
    private static final int LENGTH = 3 * NUMBER;
    private static final int RANGE_BYTES = 20;

    private final int[] cells = BitCoder.cells(4 * NUMBER, 600, 2);

    /** Codes ranges of which the first is expected to begin at {@code expected}. */
    Ranges code(BitCoder coder, @Nullable Ranges given, long expected, Budget budget) throws MalformedBytesException {
        long count = coder.number(cells, COUNT, given == null ? 0 : given.count());
        budget.take(Math.multiplyHigh(count, RANGE_BYTES) != 0 ? -1 : count * RANGE_BYTES);
        long[] bounds = new long[(int) (2 * count)];
        long before = -1;
        for (int index = 0; index < count; index++) {
            long first = index == 0
                    ? expected + coder.signedNumber(cells, OFFSET, given == null ? 0 : given.first(0) - expected)
                    : before + 2 + coder.number(cells, GAP, given == null ? 0 : given.first(index) - before - 2);
            long last = first + coder.number(cells, LENGTH, given == null ? 0 : given.last(index) - given.first(index));
            if (last > Ranges.SEQUENCE_MAX) {
                throw new MalformedBytesException("a range beyond 63 bits");
            }
            bounds[2 * index] = first;
            bounds[2 * index + 1] = last;
            before = last;
        }
        return given == null ? ranges(bounds) : given;
    }

    private static Ranges ranges(long[] bounds) throws MalformedBytesException {
        try {
            return Ranges.of(bounds);
        } catch (IllegalArgumentException impossible) {
            throw new MalformedBytesException(
                    "ranges that nobody has: " + Arrays.toString(Arrays.copyOf(bounds, Math.min(bounds.length, 8))));
        }
    }
}
