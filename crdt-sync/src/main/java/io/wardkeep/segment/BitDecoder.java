package io.wardkeep.segment;

import io.wardkeep.lattice.MalformedBytesException;

/**
 * Range coder, reading side. Behind the end of the bytes there are zeros without end; whoever uses it bounds how many
 * decisions are read. Mutable, for one body and one thread.
 */
public final class BitDecoder implements BitCoder {

    private final byte[] content;
    private int position;
    /** Where the written number lies above the encoder's low. */
    private long above;

    private long range = 1L << 62;
    /** No encoder writes such bytes: known long before the end, told there. */
    private boolean impossible;

    /** Reads {@code content}, which must not change meanwhile. */
    public BitDecoder(byte[] content) {
        this.content = content;
        above = (long) next() << 32;
        above |= next() & 0xFFFF_FFFFL;
        if (above < 0 || above >= range) {
            impossible = true;
            above = 0;
        }
    }

    @Override
    public int bit(int[] cells, int index, int bit) {
        int cell = cells[index];
        long bound = (range >>> PROBABILITY_BITS) * (cell >>> COUNTER_BITS);
        int read;
        if (above < bound) {
            range = bound;
            cells[index] = Learning.afterOne(cell);
            read = 1;
        } else {
            above -= bound;
            range -= bound;
            cells[index] = Learning.afterZero(cell);
            read = 0;
        }
        if (range >>> 31 == 0) {
            shift();
        }
        return read;
    }

    /** As {@link #bit}, of a decision that is as good as even: without a branch that would be guessed wrong. */
    int coin(int[] cells, int index) {
        int cell = cells[index];
        long all = range;
        long bound = (all >>> PROBABILITY_BITS) * (cell >>> COUNTER_BITS);
        long beyond = above - bound;
        // All ones for a 1.
        long one = beyond >> 63;
        above = beyond + (bound & one);
        range = all - bound + (2 * bound - all & one);
        int read = (int) -one;
        cells[index] = Learning.after(cell, read);
        if (range >>> 31 == 0) {
            shift();
        }
        return read;
    }

    @Override
    public long raw(long value, int count) {
        if (count > 30) {
            long high = raw(0, count - 16);
            return high << 16 | raw(0, 16);
        }
        range >>>= count;
        long bits = above / range;
        if (bits >>> count != 0) {
            impossible = true;
            bits = 0;
            above = 0;
        }
        above -= bits * range;
        if (range >>> 31 == 0) {
            shift();
        }
        return bits;
    }

    @Override
    public boolean decodes() {
        return true;
    }

    /** Malformed unless the bytes are exactly those that an encoder of the same decisions writes. */
    public void end() throws MalformedBytesException {
        long window = 0;
        for (int index = position - 8; index < position; index++) {
            window = window << 8 | (index < content.length ? content[index] & 0xFF : 0);
        }
        if (impossible || content.length > position || shortest(window - above, range) != window) {
            throw new MalformedBytesException("not the shortest ending");
        }
        if (content.length > 0 && content[content.length - 1] == 0) {
            throw new MalformedBytesException("zeros at the end");
        }
    }

    /** The number in {@code low..low+range-1}, modulo 2^64, that ends with the most zero bytes. */
    static long shortest(long low, long range) {
        for (int bits = 64; bits > 0; bits -= 8) {
            long mask = bits == 64 ? -1 : (1L << bits) - 1;
            long candidate = low + mask & ~mask;
            if (Long.compareUnsigned(candidate - low, range) < 0) {
                return candidate;
            }
        }
        return low;
    }

    private void shift() {
        above = above << 32 | next() & 0xFFFF_FFFFL;
        range <<= 32;
    }

    private int next() {
        int word = 0;
        for (int index = 0; index < 4; index++) {
            word = word << 8 | (position < content.length ? content[position] & 0xFF : 0);
            position++;
        }
        return word;
    }
}
