package io.wardkeep.lattice;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable run of bytes with value equality: what a payload, a hash or a sealed body is handed around as. */
public final class Bytes implements Comparable<Bytes> {

    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** A copy of {@code content}. */
    public static Bytes copyOf(byte[] content) {
        return content.length == 0 ? EMPTY : new Bytes(content.clone());
    }

    /** Takes {@code content} over without a copy: the caller gives the array away and never touches it again. */
    public static Bytes adopt(byte[] content) {
        return content.length == 0 ? EMPTY : new Bytes(content);
    }

    /** A copy as an array. */
    public byte[] toArray() {
        return content.clone();
    }

    /** The length in bytes. */
    public int size() {
        return content.length;
    }

    /** The byte at {@code index}, signed. */
    public byte at(int index) {
        return content[index];
    }

    void copyInto(byte[] target, int offset) {
        System.arraycopy(content, 0, target, offset, content.length);
    }

    boolean isAt(byte[] other, int offset) {
        return Arrays.equals(content, 0, content.length, other, offset, offset + content.length);
    }

    /** Of all 64 bits; see {@link PackedEntry}. */
    long hash() {
        return PackedEntry.hash(content, 0, content.length);
    }

    /** A reader over these bytes, from the first. */
    public CanonicalReader reader() {
        return new CanonicalReader(content);
    }

    /** Unsigned lexicographic order. */
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(content, other.content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** Lower-case hex. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(content);
    }
}
