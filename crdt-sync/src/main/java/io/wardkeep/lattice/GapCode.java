package io.wardkeep.lattice;

/**
 * The bits of many gaps and lengths: Exp-Golomb codes of two orders, the ones that make the whole shortest. Within a
 * few hundredths of what the numbers tell at least when they are spread at random, and never long when one of them is
 * large. Teuhola, "A compression method for clustered bit-vectors" (1978).
 */
final class GapCode {

    /** Orders above this help no set that can be written. */
    private static final int ORDER_MAX = 20;

    private GapCode() {}

    /** Two orders, then gap and length in turn, most significant bit first, zeros up to a whole byte. */
    static void write(CanonicalWriter writer, long[] gaps, long[] lengths) {
        int gapOrder = order(gaps);
        int lengthOrder = order(lengths);
        writer.octet(gapOrder).octet(lengthOrder);
        Bits bits = new Bits(writer);
        for (int index = 0; index < gaps.length; index++) {
            bits.code(gaps[index], gapOrder);
            bits.code(lengths[index], lengthOrder);
        }
        bits.end();
    }

    /** Reads as many as the arrays hold; anything but what {@link #write} writes is malformed. */
    static void read(CanonicalReader reader, long[] gaps, long[] lengths) throws MalformedBytesException {
        int gapOrder = reader.octet();
        int lengthOrder = reader.octet();
        if (gapOrder > ORDER_MAX || lengthOrder > ORDER_MAX) {
            throw reader.malformed("an order above " + ORDER_MAX);
        }
        ReadBits bits = new ReadBits(reader);
        for (int index = 0; index < gaps.length; index++) {
            gaps[index] = bits.code(gapOrder);
            lengths[index] = bits.code(lengthOrder);
        }
        bits.end();
        if (order(gaps) != gapOrder || order(lengths) != lengthOrder) {
            throw reader.malformed("not the shortest code");
        }
    }

    /** The order with the fewest bits; of equal ones the lowest. */
    private static int order(long[] values) {
        int best = 0;
        long fewest = Long.MAX_VALUE;
        for (int order = 0; order <= ORDER_MAX; order++) {
            long bits = 0;
            for (long value : values) {
                bits += 2L * width(value, order) - 1 - order;
            }
            if (bits < fewest) {
                fewest = bits;
                best = order;
            }
        }
        return best;
    }

    /** How many bits the value has once the order's offset is added; as unsigned numbers. */
    private static int width(long value, int order) {
        return Long.SIZE - Long.numberOfLeadingZeros(value + (1L << order));
    }

    /** Bits on their way to bytes. */
    private static final class Bits {
        private final CanonicalWriter writer;
        private int pending;
        private int count;

        Bits(CanonicalWriter writer) {
            this.writer = writer;
        }

        void code(long value, int order) {
            int width = width(value, order);
            for (int zeros = width - 1 - order; zeros > 0; zeros--) {
                bit(0);
            }
            long offset = value + (1L << order);
            for (int shift = width - 1; shift >= 0; shift--) {
                bit((int) (offset >>> shift) & 1);
            }
        }

        private void bit(int bit) {
            pending = pending << 1 | bit;
            if (++count == Byte.SIZE) {
                writer.octet(pending);
                pending = 0;
                count = 0;
            }
        }

        void end() {
            while (count != 0) {
                bit(0);
            }
        }
    }

    /** Bits out of bytes. */
    private static final class ReadBits {
        private final CanonicalReader reader;
        private int current;
        private int left;

        ReadBits(CanonicalReader reader) {
            this.reader = reader;
        }

        long code(int order) throws MalformedBytesException {
            int zeros = 0;
            while (bit() == 0) {
                if (++zeros > Long.SIZE - 1 - order) {
                    throw reader.malformed("a code beyond 64 bits");
                }
            }
            long offset = 1;
            for (int more = zeros + order; more > 0; more--) {
                offset = offset << 1 | bit();
            }
            return offset - (1L << order);
        }

        private int bit() throws MalformedBytesException {
            if (left == 0) {
                current = reader.octet();
                left = Byte.SIZE;
            }
            return current >>> --left & 1;
        }

        void end() throws MalformedBytesException {
            if ((current & ((1 << left) - 1)) != 0) {
                throw reader.malformed("bits after the last code");
            }
        }
    }
}
