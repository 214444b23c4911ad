package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.bedside.WireException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A connection that the device makes to its listener, and makes again half a second after it ended: how monitors with
 * HL7 and analysers reach a gateway.
 */
public final class TcpClientWire implements Wire {

    private static final long AGAIN_NANOS = 500_000_000;
    private static final int READ_BYTES = 16_384;

    private final String host;
    private final int port;
    private final ByteBuffer incoming = ByteBuffer.allocate(READ_BYTES);
    private boolean plugged = true;
    private boolean tried;
    private long triedNanos;
    private @Nullable SocketChannel channel;

    /** Connects when it is first used. */
    public TcpClientWire(String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    public boolean send(byte[] bytes) {
        try {
            SocketChannel open = connected();
            return open != null && open.write(ByteBuffer.wrap(bytes)) == bytes.length;
        } catch (IOException e) {
            // Refused or hung up; what was being said is lost, as on any network.
            hangUp();
            return false;
        }
    }

    @Override
    public byte[] receive() {
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

    /** The connection, or null while there is none. */
    private @Nullable SocketChannel connected() throws IOException {
        SocketChannel open = channel;
        if (open == null) {
            long now = System.nanoTime();
            if (!plugged || tried && now - triedNanos < AGAIN_NANOS) {
                return null;
            }
            tried = true;
            triedNanos = now;
            open = SocketChannel.open();
            channel = open;
            open.configureBlocking(false);
            open.connect(new InetSocketAddress(host, port));
        }
        return open.isConnected() || open.finishConnect() ? open : null;
    }

    private void hangUp() {
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

    @Override
    public void unplug() {
        plugged = false;
        hangUp();
    }

    @Override
    public void plug() {
        plugged = true;
    }

    @Override
    public String place() {
        return "tcp to " + host + ":" + port;
    }

    @Override
    public void close() {
        unplug();
    }
}
