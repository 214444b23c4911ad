package io.wardkeep.lattice;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link CanonicalWriter} wrote, and nothing else: a longer encoding than the shortest, text that is not
 * UTF-8 and lengths beyond the end are malformed. Allocates no more than what is really there. Mutable, for one thread.
 */
public final class CanonicalReader {

    private final byte[] content;
    private int position;

    /** Reads {@code content} from its start; the array is not copied and must not change meanwhile. */
    public CanonicalReader(byte[] content) {
        this.content = content;
    }

    /** One raw byte, 0 to 255. */
    public int octet() throws MalformedBytesException {
        require(1);
        return content[position++] & 0xFF;
    }

    /** An unsigned 64-bit integer. */
    public long unsigned() throws MalformedBytesException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = octet();
            if (shift == 63 && next > 1) {
                throw malformed("integer beyond 64 bits");
            }
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw malformed("integer not in its shortest form");
                }
                return value;
            }
        }
        throw malformed("integer beyond 64 bits");
    }

    /** An unsigned integer that must lie in {@code 0..max}. */
    public int unsignedInt(int max) throws MalformedBytesException {
        long value = unsigned();
        if (value < 0 || value > max) {
            throw malformed("number " + Long.toUnsignedString(value) + " is above " + max);
        }
        return (int) value;
    }

    /** A signed integer. */
    public long signed() throws MalformedBytesException {
        long zigzag = unsigned();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** Eight bytes, most significant first. */
    public long fixed64() throws MalformedBytesException {
        require(8);
        long value = 0;
        for (int index = 0; index < 8; index++) {
            value = value << 8 | (content[position++] & 0xFF);
        }
        return value;
    }

    /** Four bytes, most significant first. */
    public int fixed32() throws MalformedBytesException {
        require(4);
        int value = 0;
        for (int index = 0; index < 4; index++) {
            value = value << 8 | (content[position++] & 0xFF);
        }
        return value;
    }

    /** A length of at most {@code maxBytes}, then that many bytes. */
    public Bytes block(int maxBytes) throws MalformedBytesException {
        int length = unsignedInt(maxBytes);
        require(length);
        byte[] copy = new byte[length];
        System.arraycopy(content, position, copy, 0, length);
        position += length;
        return Bytes.adopt(copy);
    }

    /** Everything that is left, without a length before it. */
    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(content, position, content.length);
        position = content.length;
        return rest;
    }

    /** Text of at most {@code maxBytes} bytes of UTF-8. */
    public String text(int maxBytes) throws MalformedBytesException {
        int length = unsignedInt(maxBytes);
        require(length);
        try {
            String value = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content, position, length))
                    .toString();
            position += length;
            return value;
        } catch (CharacterCodingException notUtf8) {
            throw malformed("text is not UTF-8");
        }
    }

    /** Site and incarnation. */
    public Actor actor() throws MalformedBytesException {
        long siteHigh = fixed64();
        long siteLow = fixed64();
        long incarnation = unsigned();
        if (incarnation < 0 || incarnation > 0xFFFF_FFFFL) {
            throw malformed("incarnation beyond 32 bits");
        }
        return new Actor(siteHigh, siteLow, (int) incarnation);
    }

    /** Actor and sequence. */
    public Dot dot() throws MalformedBytesException {
        Actor actor = actor();
        long seq = unsigned();
        if (seq < 1) {
            throw malformed("a dot's sequence counts from 1");
        }
        return new Dot(actor, seq);
    }

    /** How many bytes are left. */
    public int remaining() {
        return content.length - position;
    }

    /** Malformed unless everything has been read. */
    public void end() throws MalformedBytesException {
        if (remaining() != 0) {
            throw malformed(remaining() + " bytes too many");
        }
    }

    /** A malformed-bytes exception that names the position. */
    public MalformedBytesException malformed(String what) {
        return new MalformedBytesException(what + " at byte " + position);
    }

    private void require(int bytes) throws MalformedBytesException {
        if (bytes > remaining()) {
            throw malformed("needs " + bytes + " bytes, " + remaining() + " left");
        }
    }
}
