package io.wardkeep.segment;

import io.wardkeep.lattice.MalformedBytesException;
import java.util.Arrays;

/**
 * A sequence of binary decisions, written or read: the same model code drives both directions, so they cannot differ;
 * but for the few loops that are run for every value, which each direction has of its own. Where a decision is given,
 * the encoder writes and returns it; the decoder ignores it and returns what it read.
 *
 * <p>A <em>cell</em> is the adaptive probability of a decision's 1: the upper 22 bits, and below them the number of
 * times it has learned, which decides how fast it learns. Integers throughout: the same on every machine.
 */
public sealed interface BitCoder permits BitEncoder, BitDecoder {

    /** Bits of a cell's probability. */
    int PROBABILITY_BITS = 22;

    /** Bits of a cell's counter. */
    int COUNTER_BITS = 10;

    /** One decision by the adaptive cell at {@code index}, which learns from it. */
    int bit(int[] cells, int index, int bit);

    /** The {@code count} lowest bits of a number, 0 to 32, all equally likely. */
    long raw(long value, int count);

    /** Is this the reading side? Where only one of both has something to do. */
    boolean decodes();

    /** Fresh cells, each with the probability {@code perMille} of a 1 and the given confidence in it. */
    static int[] cells(int size, int perMille, int confidence) {
        int[] cells = new int[size];
        Arrays.fill(cells, cell(perMille, confidence));
        return cells;
    }

    /** One fresh cell. */
    static int cell(int perMille, int confidence) {
        return perMille * (1 << PROBABILITY_BITS) / 1000 << COUNTER_BITS | confidence;
    }

    /** A 64-bit number without a model. */
    default long raw64(long value) {
        long high = raw(value >>> 32, 32);
        return high << 32 | raw(value, 32);
    }

    /**
     * An unsigned 64-bit number: its length in bits by 65 adaptive cells from {@code index}, then the bits below the
     * highest.
     */
    default long number(int[] cells, int index, long value) throws MalformedBytesException {
        int length = Long.SIZE - Long.numberOfLeadingZeros(value);
        int bits = 0;
        while (bits < Long.SIZE && bit(cells, index + bits, length > bits ? 1 : 0) != 0) {
            bits++;
        }
        if (bits <= 1) {
            return bits;
        }
        int below = bits - 1;
        long high = below > 32 ? raw(value >>> 32, below - 32) << 32 : 0;
        return 1L << below | high | raw(value, Math.min(32, below));
    }

    /** A signed 64-bit number, zigzag, as {@link #number}. */
    default long signedNumber(int[] cells, int index, long value) throws MalformedBytesException {
        long zigzag = number(cells, index, value << 1 ^ value >> 63);
        return zigzag >>> 1 ^ -(zigzag & 1);
    }

    /** A number from 0 to {@code max}, all equally likely. */
    default long upTo(long max, long value) throws MalformedBytesException {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(max);
        long high = bits > 32 ? raw(value >>> 32, bits - 32) << 32 : 0;
        long number = high | raw(value, Math.min(32, bits));
        if (Long.compareUnsigned(number, max) > 0) {
            throw new MalformedBytesException("a number above its bound");
        }
        return number;
    }

    /** A yes or no by the adaptive cell at {@code index}. */
    default boolean flag(int[] cells, int index, boolean value) {
        return bit(cells, index, value ? 1 : 0) != 0;
    }
}
