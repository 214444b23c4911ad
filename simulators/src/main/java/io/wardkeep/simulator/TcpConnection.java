package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a wire, or none. It never blocks; when it breaks it is none, and what was being said is lost, as on
 * any line. Owned by the loop of the device.
 */
final class TcpConnection {

    private static final int READ_BYTES = 16_384;

    private final ByteBuffer incoming = ByteBuffer.allocate(READ_BYTES);
    private @Nullable SocketChannel channel;

    boolean isNone() {
        return channel == null;
    }

    /** From now on it is this one, which does not block; the one before is hung up. */
    void become(SocketChannel fresh) {
        hangUp();
        channel = fresh;
    }

    /** Sends all of the bytes; false where they are lost. */
    boolean send(byte[] bytes) {
        try {
            SocketChannel open = connected();
            return open != null && open.write(ByteBuffer.wrap(bytes)) == bytes.length;
        } catch (IOException e) {
            hangUp();
            return false;
        }
    }

    /** What has come since it was asked last. */
    byte[] receive() {
        try {
            SocketChannel open = connected();
            if (open == null) {
                return new byte[0];
            }
            incoming.clear();
            int read = open.read(incoming);
            if (read < 0) {
                hangUp();
            }
            return Arrays.copyOf(incoming.array(), Math.max(0, read));
        } catch (IOException e) {
            hangUp();
            return new byte[0];
        }
    }

    private @Nullable SocketChannel connected() throws IOException {
        SocketChannel open = channel;
        return open != null && (open.isConnected() || open.finishConnect()) ? open : null;
    }

    void hangUp() {
        SocketChannel open = channel;
        channel = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            throw new WireException("cannot close a socket", e);
        }
    }
}
