package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.bedside.WireException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A serial server on loopback with one listener at a time, like the boxes that put a serial port on a network. */
public final class TcpWire implements Wire {

    private static final int READ_BYTES = 16_384;

    private final int port;
    private final ByteBuffer incoming = ByteBuffer.allocate(READ_BYTES);
    private @Nullable ServerSocketChannel server;
    private @Nullable SocketChannel listener;

    /** Listens on this port; 0 chooses a free one. */
    public TcpWire(int port) {
        this.server = listen(port);
        this.port = server.socket().getLocalPort();
    }

    private static ServerSocketChannel listen(int port) {
        try {
            ServerSocketChannel opened = ServerSocketChannel.open();
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            opened.configureBlocking(false);
            return opened;
        } catch (IOException e) {
            throw new WireException("cannot listen on port " + port, e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    @Override
    public boolean send(byte[] bytes) {
        try {
            SocketChannel current = listener();
            return current != null && current.write(ByteBuffer.wrap(bytes)) == bytes.length;
        } catch (IOException e) {
            // The listener hung up; what was being said is lost, as on any line.
            hangUp();
            return false;
        }
    }

    @Override
    public byte[] receive() {
        try {
            SocketChannel current = listener();
            if (current == null) {
                return new byte[0];
            }
            incoming.clear();
            int read = current.read(incoming);
            if (read < 0) {
                hangUp();
            }
            return Arrays.copyOf(incoming.array(), Math.max(0, read));
        } catch (IOException e) {
            hangUp();
            return new byte[0];
        }
    }

    /** Whoever connected last, or null for nobody. */
    private @Nullable SocketChannel listener() throws IOException {
        ServerSocketChannel open = server;
        if (open == null) {
            return null;
        }
        SocketChannel fresh = open.accept();
        if (fresh != null) {
            hangUp();
            fresh.configureBlocking(false);
            listener = fresh;
        }
        return listener;
    }

    private void hangUp() {
        SocketChannel current = listener;
        listener = null;
        hangUp(current);
    }

    private static void hangUp(@Nullable Channel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new WireException("cannot close a socket", e);
        }
    }

    @Override
    public void unplug() {
        hangUp();
        ServerSocketChannel open = server;
        server = null;
        hangUp(open);
    }

    @Override
    public void plug() {
        if (server == null) {
            server = listen(port);
        }
    }

    @Override
    public String place() {
        return "tcp 127.0.0.1:" + port;
    }

    @Override
    public void close() {
        unplug();
    }
}
