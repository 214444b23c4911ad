package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.MalformedBytesException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The envelope of a live frame: the type, the body, and CRC32C of the frame's number in its direction, the type and the
 * body. A frame that is lost, doubled or out of order has a wrong checksum.
 */
final class LiveFrame {

    /** The protocol version since which there are these frames. */
    static final int VERSION = 3;

    static final int CONTEXT = 0x81;
    static final int WANT = 0x82;
    static final int DATA = 0x83;
    static final int DATA_WITH_LITERALS = 0x84;
    static final int ACKNOWLEDGEMENT = 0x85;
    static final int PING = 0x86;
    static final int PONG = 0x87;

    private static final int CHECK_BYTES = 4;
    private static final int FIRST_OF_PLAIN = 'W';

    private LiveFrame() {}

    /** Is this a frame that stands alone? */
    static boolean isPlain(Bytes frame) {
        return frame.size() > 0 && frame.at(0) == FIRST_OF_PLAIN;
    }

    /** The frame of that number, of what has been written. */
    static Bytes sealed(long number, CanonicalWriter writer) {
        byte[] unchecked = writer.toBytes().toArray();
        return writer.fixed32(check(number, unchecked, unchecked.length)).toBytes();
    }

    /** Type and body of the frame of that number. */
    static byte[] opened(long number, Bytes frame) throws MalformedBytesException {
        if (frame.size() <= CHECK_BYTES || frame.size() > SyncCodec.FRAME_BYTES_MAX) {
            throw new MalformedBytesException("frame of " + frame.size() + " bytes");
        }
        byte[] content = frame.toArray();
        int length = content.length - CHECK_BYTES;
        int told = 0;
        for (int index = length; index < content.length; index++) {
            told = told << 8 | content[index] & 0xFF;
        }
        if (told != check(number, content, length)) {
            throw new MalformedBytesException("wrong checksum, or not the frame that comes next");
        }
        return Arrays.copyOf(content, length);
    }

    private static int check(long number, byte[] content, int length) {
        CRC32C check = new CRC32C();
        check.update(new CanonicalWriter().fixed64(number).toBytes().toArray());
        check.update(content, 0, length);
        return (int) check.getValue();
    }
}
