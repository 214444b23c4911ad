package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.bedside.WireException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A serial server on loopback with one listener at a time, like the boxes that put a serial port on a network. */
public final class TcpWire implements Wire {

    private final int port;
    private final TcpConnection listener = new TcpConnection();
    private @Nullable ServerSocketChannel server;

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
        accept();
        return listener.send(bytes);
    }

    @Override
    public byte[] receive() {
        accept();
        return listener.receive();
    }

    /** Whoever connected last is the listener. */
    private void accept() {
        ServerSocketChannel open = server;
        if (open == null) {
            return;
        }
        try {
            SocketChannel fresh = open.accept();
            if (fresh != null) {
                listener.become(fresh);
                fresh.configureBlocking(false);
            }
        } catch (IOException e) {
            // Whoever wanted to listen was gone before it could.
            listener.hangUp();
        }
    }

    @Override
    public void unplug() {
        listener.hangUp();
        ServerSocketChannel open = server;
        server = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            throw new WireException("cannot close port " + port, e);
        }
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
