package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Frames one after the other in a stream of bytes: the length in four bytes, most significant first, then the frame.
 */
public final class FrameStream {

    private static final int LENGTH_BYTES = 4;

    private FrameStream() {}

    /** Writes a frame. */
    public static void write(OutputStream out, Bytes frame) throws IOException {
        out.write(ByteBuffer.allocate(LENGTH_BYTES).putInt(frame.size()).array());
        out.write(frame.toArray());
    }

    /**
     * The next frame; empty at the end.
     *
     * @throws MalformedBytesException when the stream ends within a frame, or a frame is longer than any may be
     */
    public static Optional<Bytes> read(InputStream in) throws IOException, MalformedBytesException {
        byte[] length = in.readNBytes(LENGTH_BYTES);
        if (length.length == 0) {
            return Optional.empty();
        }
        if (length.length < LENGTH_BYTES) {
            throw new MalformedBytesException("cut off in a length");
        }
        int size = ByteBuffer.wrap(length).getInt();
        if (size < 0 || size > SyncCodec.FRAME_BYTES_MAX) {
            throw new MalformedBytesException("a frame of " + Integer.toUnsignedString(size) + " bytes");
        }
        byte[] frame = in.readNBytes(size);
        if (frame.length < size) {
            throw new MalformedBytesException("cut off in a frame");
        }
        return Optional.of(Bytes.adopt(frame));
    }
}
