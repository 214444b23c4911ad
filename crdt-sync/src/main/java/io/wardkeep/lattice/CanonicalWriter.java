package io.wardkeep.lattice;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes canonical bytes: one value has exactly one encoding. Integers are LEB128 of the shortest form, signed ones
 * zigzag; text is UTF-8 behind its length. Mutable, for one thread, thrown away after {@link #toBytes()}.
 */
public final class CanonicalWriter {

    private byte[] buffer = new byte[64];
    private int size;

    /** One raw byte. */
    public CanonicalWriter octet(int value) {
        ensure(1);
        buffer[size++] = (byte) value;
        return this;
    }

    /** An unsigned 64-bit integer as LEB128, 1 to 10 bytes. */
    public CanonicalWriter unsigned(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
        return this;
    }

    /** A signed integer, zigzag then LEB128. */
    public CanonicalWriter signed(long value) {
        return unsigned((value << 1) ^ (value >> 63));
    }

    /** Eight bytes, most significant first. */
    public CanonicalWriter fixed64(long value) {
        ensure(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Four bytes, most significant first. */
    public CanonicalWriter fixed32(int value) {
        ensure(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Length, then the bytes. */
    public CanonicalWriter block(Bytes value) {
        return unsigned(value.size()).raw(value);
    }

    /** The bytes alone, without their length. */
    public CanonicalWriter raw(Bytes value) {
        ensure(value.size());
        value.copyInto(buffer, size);
        size += value.size();
        return this;
    }

    /** Length in bytes, then UTF-8. */
    public CanonicalWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        unsigned(utf8.length);
        ensure(utf8.length);
        System.arraycopy(utf8, 0, buffer, size, utf8.length);
        size += utf8.length;
        return this;
    }

    /** Site and incarnation. */
    public CanonicalWriter actor(Actor actor) {
        return fixed64(actor.siteHigh()).fixed64(actor.siteLow()).unsigned(Integer.toUnsignedLong(actor.incarnation()));
    }

    /** Actor, then sequence. */
    public CanonicalWriter dot(Dot dot) {
        return actor(dot.actor()).unsigned(dot.seq());
    }

    /** The bytes written so far. */
    public int size() {
        return size;
    }

    /** All that was written. */
    public Bytes toBytes() {
        return Bytes.adopt(Arrays.copyOf(buffer, size));
    }

    private void ensure(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
