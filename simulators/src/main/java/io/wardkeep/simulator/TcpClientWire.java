package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * A connection that the device makes to its listener, and makes again half a second after it ended: how monitors with
 * HL7 and analysers reach a gateway.
 */
public final class TcpClientWire implements Wire {

    private static final long AGAIN_NANOS = 500_000_000;

    private final String host;
    private final int port;
    private final TcpConnection connection = new TcpConnection();
    private boolean plugged = true;
    private boolean tried;
    private long triedNanos;

    /** Connects when it is first used. */
    public TcpClientWire(String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    public boolean send(byte[] bytes) {
        connect();
        return connection.send(bytes);
    }

    @Override
    public byte[] receive() {
        connect();
        return connection.receive();
    }

    private void connect() {
        long now = System.nanoTime();
        if (!plugged || !connection.isNone() || tried && now - triedNanos < AGAIN_NANOS) {
            return;
        }
        tried = true;
        triedNanos = now;
        try {
            SocketChannel fresh = SocketChannel.open();
            connection.become(fresh);
            fresh.configureBlocking(false);
            fresh.connect(new InetSocketAddress(host, port));
        } catch (IOException e) {
            // Refused at once; it is tried again.
            connection.hangUp();
        }
    }

    @Override
    public void unplug() {
        plugged = false;
        connection.hangUp();
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
