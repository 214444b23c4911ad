package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.bedside.WireException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Datagrams on loopback: a device that waits on its port and answers whoever spoke to it last. */
public final class UdpWire implements Wire {

    /** The largest payload of a datagram over IPv4. */
    private static final int DATAGRAM_BYTES_MAX = 65_507;

    private final int port;
    private final ByteBuffer incoming = ByteBuffer.allocate(DATAGRAM_BYTES_MAX);
    private @Nullable DatagramChannel channel;
    private @Nullable SocketAddress listener;

    /** Waits on this port; 0 chooses a free one. */
    public UdpWire(int port) {
        DatagramChannel opened = open(port);
        this.channel = opened;
        this.port = opened.socket().getLocalPort();
    }

    private static DatagramChannel open(int port) {
        try {
            DatagramChannel opened = DatagramChannel.open();
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            opened.configureBlocking(false);
            return opened;
        } catch (IOException e) {
            throw new WireException("cannot wait on UDP port " + port, e);
        }
    }

    /** The port on which it waits. */
    public int port() {
        return port;
    }

    @Override
    public boolean send(byte[] bytes) {
        DatagramChannel open = channel;
        SocketAddress to = listener;
        if (open == null || to == null) {
            return false;
        }
        try {
            return open.send(ByteBuffer.wrap(bytes), to) == bytes.length;
        } catch (IOException e) {
            // The listener's port is closed: the datagram is lost, as on any network.
            return false;
        }
    }

    @Override
    public byte[] receive() {
        DatagramChannel open = channel;
        if (open == null) {
            return new byte[0];
        }
        incoming.clear();
        try {
            SocketAddress from = open.receive(incoming);
            if (from == null) {
                return new byte[0];
            }
            listener = from;
            return Arrays.copyOf(incoming.array(), incoming.position());
        } catch (IOException e) {
            // An earlier datagram of ours found a closed port; the system says so once.
            return new byte[0];
        }
    }

    @Override
    public void unplug() {
        DatagramChannel open = channel;
        channel = null;
        listener = null;
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
    public void plug() {
        if (channel == null) {
            channel = open(port);
        }
    }

    @Override
    public String place() {
        return "udp 127.0.0.1:" + port;
    }

    @Override
    public void close() {
        unplug();
    }
}
