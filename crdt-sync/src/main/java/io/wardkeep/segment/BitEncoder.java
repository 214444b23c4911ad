package io.wardkeep.segment;

import io.wardkeep.lattice.CanonicalWriter;
import java.util.Arrays;

/**
 * Range coder, writing side: a 64-bit window {@link #low} with carries into what has been written, and a range that is
 * kept between 2^31 and 2^63. Mutable, for one body and one thread.
 */
public final class BitEncoder implements BitCoder {

    private byte[] written = new byte[256];
    private int size;
    private long low;
    private long range = 1L << 62;

    @Override
    public int bit(int[] cells, int index, int bit) {
        int cell = cells[index];
        long bound = (range >>> PROBABILITY_BITS) * (cell >>> COUNTER_BITS);
        if (bit != 0) {
            range = bound;
            cells[index] = Learning.afterOne(cell);
        } else {
            advance(bound);
            range -= bound;
            cells[index] = Learning.afterZero(cell);
        }
        if (range >>> 31 == 0) {
            shift();
        }
        return bit;
    }

    /** As {@link #bit}, of a decision that is as good as even: without a branch that would be guessed wrong. */
    void coin(int[] cells, int index, int bit) {
        int cell = cells[index];
        long all = range;
        long bound = (all >>> PROBABILITY_BITS) * (cell >>> COUNTER_BITS);
        // All ones for a 0.
        long zero = bit - 1L;
        advance(bound & zero);
        range = bound + (all - 2 * bound & zero);
        cells[index] = Learning.after(cell, bit);
        if (range >>> 31 == 0) {
            shift();
        }
    }

    @Override
    public long raw(long value, int count) {
        long bits = value & (1L << count) - 1;
        // Always below 2^31, so that one shift suffices; more than 30 bits go in two steps.
        if (count > 30) {
            return raw(bits >>> 16, count - 16) << 16 | raw(bits, 16);
        }
        range >>>= count;
        advance(bits * range);
        if (range >>> 31 == 0) {
            shift();
        }
        return bits;
    }

    @Override
    public boolean decodes() {
        return false;
    }

    /** Appends the fewest bytes that say everything coded so far; trailing zeros are left out. */
    public void finish(CanonicalWriter writer) {
        long end = BitDecoder.shortest(low, range);
        advance(end - low);
        for (int part = 0; part < 2; part++) {
            shift();
        }
        int length = size;
        while (length > 0 && written[length - 1] == 0) {
            length--;
        }
        for (int index = 0; index < length; index++) {
            writer.octet(written[index]);
        }
    }

    private void advance(long by) {
        low += by;
        if (Long.compareUnsigned(low, by) < 0) {
            carry();
        }
    }

    private void carry() {
        int at = size - 1;
        while (++written[at] == 0) {
            at--;
        }
    }

    private void shift() {
        if (size + 4 > written.length) {
            written = Arrays.copyOf(written, 2 * written.length);
        }
        int top = (int) (low >>> 32);
        written[size++] = (byte) (top >>> 24);
        written[size++] = (byte) (top >>> 16);
        written[size++] = (byte) (top >>> 8);
        written[size++] = (byte) top;
        low <<= 32;
        range <<= 32;
    }
}
