package io.wardkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.simulator.bedside.Wire;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The four ways of the operating system. */
class WiresIT {

    private static final int SOCKET_MILLIS = 10_000;
    private static final int ACCEPT_MILLIS = 50;

    @Nested
    class APseudoTerminal extends WireContract {

        @TempDir
        private Path directory = Path.of("");

        private @Nullable PseudoTerminalWire wire;

        @Override
        PseudoTerminalWire wire() {
            PseudoTerminalWire made = wire == null ? new PseudoTerminalWire(directory.resolve("ox-01")) : wire;
            wire = made;
            return made;
        }

        @Override
        Listener listen() throws IOException {
            RandomAccessFile file = new RandomAccessFile(wire().place(), "rw");
            return new Listener() {
                @Override
                public void say(byte[] bytes) throws IOException {
                    file.write(bytes);
                }

                @Override
                public byte[] hear(int bytes) throws IOException {
                    byte[] heard = new byte[bytes];
                    file.readFully(heard);
                    return heard;
                }

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        }
    }

    /** The listener's end of a connection. */
    private record Connection(Socket socket) implements WireContract.Listener {

        @Override
        public void say(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        @Override
        public byte[] hear(int bytes) throws IOException {
            return socket.getInputStream().readNBytes(bytes);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Nested
    class ATcpServer extends WireContract {

        private final TcpWire wire = new TcpWire(0);

        @Override
        Wire wire() {
            return wire;
        }

        @Override
        Listener listen() throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), wire.port());
            socket.setSoTimeout(SOCKET_MILLIS);
            return new Connection(socket);
        }
    }

    @Nested
    class ATcpClient extends WireContract {

        private final int port = freePort();
        private final TcpClientWire wire = new TcpClientWire("127.0.0.1", port);

        private static int freePort() {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return server.getLocalPort();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        Wire wire() {
            return wire;
        }

        /** Waits for the device, which is moved meanwhile: it tries again after half a second. */
        @Override
        Listener listen() throws IOException {
            long end = System.nanoTime() + SOCKET_MILLIS * 1_000_000L;
            try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                server.setSoTimeout(ACCEPT_MILLIS);
                while (System.nanoTime() < end) {
                    wire.receive();
                    try {
                        Socket socket = server.accept();
                        socket.setSoTimeout(SOCKET_MILLIS);
                        return new Connection(socket);
                    } catch (SocketTimeoutException e) {
                        assertThat(e.bytesTransferred).isZero();
                    }
                }
            }
            throw new AssertionError("the device never connected");
        }
    }

    @Nested
    class Datagrams extends WireContract {

        private final UdpWire wire = new UdpWire(0);

        @Override
        Wire wire() {
            return wire;
        }

        @Override
        Listener listen() throws IOException {
            DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), wire.port()));
            socket.setSoTimeout(SOCKET_MILLIS);
            return new Listener() {
                @Override
                public void say(byte[] bytes) throws IOException {
                    socket.send(new DatagramPacket(bytes, bytes.length));
                }

                @Override
                public byte[] hear(int bytes) throws IOException {
                    DatagramPacket packet = new DatagramPacket(new byte[bytes], bytes);
                    socket.receive(packet);
                    return packet.getData();
                }

                @Override
                public void close() {
                    socket.close();
                }
            };
        }
    }
}
