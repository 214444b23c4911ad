package io.wardkeep.lattice;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One live value of one key in one array, which is all that a replica keeps of it: a word with the key's length, the
 * actor's number and the sequence, then the key, then the value up to the end. What does not fit one word takes two. An
 * entry never changes.
 */
final class PackedEntry {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** One word: a zero bit, 8 bits of the key's length, 15 of the actor's number, 40 of the sequence. */
    private static final int LENGTH_BITS = 8;

    private static final int ACTOR_BITS = 15;
    private static final int SEQ_BITS = 40;
    private static final int LENGTH_SHIFT = ACTOR_BITS + SEQ_BITS;

    /** Two words: a one bit, 31 bits of the key's length and 32 of the actor's number; the sequence. */
    private static final int LONG_LENGTH_SHIFT = 32;

    /** An odd number whose bits look random: the golden ratio's. */
    private static final long SCATTER = 0x9E37_79B9_7F4A_7C15L;

    private PackedEntry() {}

    static byte[] of(Bytes key, int actor, long seq, Bytes value) {
        boolean fits = key.size() < 1 << LENGTH_BITS && actor < 1 << ACTOR_BITS && seq < 1L << SEQ_BITS;
        int keyAt = fits ? Long.BYTES : 2 * Long.BYTES;
        byte[] entry = new byte[keyAt + key.size() + value.size()];
        if (fits) {
            WORDS.set(entry, 0, (long) key.size() << LENGTH_SHIFT | (long) actor << SEQ_BITS | seq);
        } else {
            WORDS.set(entry, 0, Long.MIN_VALUE | (long) key.size() << LONG_LENGTH_SHIFT | actor);
            WORDS.set(entry, Long.BYTES, seq);
        }
        key.copyInto(entry, keyAt);
        value.copyInto(entry, keyAt + key.size());
        return entry;
    }

    private static long word(byte[] entry, int at) {
        return (long) WORDS.get(entry, at);
    }

    private static int keyAt(byte[] entry) {
        return word(entry, 0) >= 0 ? Long.BYTES : 2 * Long.BYTES;
    }

    private static int keyLength(byte[] entry) {
        long word = word(entry, 0);
        return word >= 0 ? (int) (word >>> LENGTH_SHIFT) : (int) (word >>> LONG_LENGTH_SHIFT) & Integer.MAX_VALUE;
    }

    static Bytes key(byte[] entry) {
        int keyAt = keyAt(entry);
        return Bytes.adopt(Arrays.copyOfRange(entry, keyAt, keyAt + keyLength(entry)));
    }

    static boolean hasKey(byte[] entry, Bytes key) {
        return keyLength(entry) == key.size() && key.isAt(entry, keyAt(entry));
    }

    static int actor(byte[] entry) {
        long word = word(entry, 0);
        return word >= 0 ? (int) (word >>> SEQ_BITS) & (1 << ACTOR_BITS) - 1 : (int) word;
    }

    static long seq(byte[] entry) {
        long word = word(entry, 0);
        return word >= 0 ? word & (1L << SEQ_BITS) - 1 : word(entry, Long.BYTES);
    }

    static Bytes value(byte[] entry) {
        return Bytes.adopt(Arrays.copyOfRange(entry, keyAt(entry) + keyLength(entry), entry.length));
    }

    /** A hash of the key, the same as {@link #hash(Bytes)} of it. */
    static long keyHash(byte[] entry) {
        int keyAt = keyAt(entry);
        return hash(entry, keyAt, keyAt + keyLength(entry));
    }

    static long hash(Bytes key) {
        return key.hash();
    }

    /** A hash of the dot, the same as {@link #hash(int, long)} of it. */
    static long dotHash(byte[] entry) {
        return hash(actor(entry), seq(entry));
    }

    static long hash(int actor, long seq) {
        return scatter(seq ^ (long) actor << SEQ_BITS);
    }

    /** All 64 bits depend on every byte. */
    static long hash(byte[] content, int from, int until) {
        long hash = (long) until - from;
        int at = from;
        for (; at + Long.BYTES <= until; at += Long.BYTES) {
            hash = scatter(hash ^ word(content, at));
        }
        if (at < until) {
            long rest = 0;
            for (; at < until; at++) {
                rest = rest << 8 | (content[at] & 0xFF);
            }
            hash = scatter(hash ^ rest);
        }
        return hash;
    }

    private static long scatter(long value) {
        long mixed = value * SCATTER;
        return (mixed ^ mixed >>> 32) * SCATTER;
    }
}
