package io.wardkeep.gateway.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** A TCP connection to a serial server. */
final class OpenTcpLine implements Line {

    private static final int CONNECT_MILLIS = 3_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private OpenTcpLine(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    static Line open(LineConfig.TcpLine config) throws LineException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(config.host(), config.port()), CONNECT_MILLIS);
            socket.setSoTimeout(READ_WAIT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            return new OpenTcpLine(socket);
        } catch (IOException e) {
            close(socket);
            throw new LineException("cannot connect to " + config.host() + ":" + config.port(), e);
        }
    }

    @Override
    public int read(byte[] buffer) throws LineException {
        try {
            int count = in.read(buffer);
            if (count < 0) {
                throw new LineException("the serial server hung up");
            }
            return count;
        } catch (SocketTimeoutException e) {
            return 0;
        } catch (IOException e) {
            throw new LineException("the connection broke", e);
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws LineException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        try {
            out.write(copy);
        } catch (IOException e) {
            throw new LineException("the connection broke", e);
        }
    }

    @Override
    public void close() {
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket refuses to close", e);
        }
    }
}
