package io.wardkeep.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The network cable between a gateway and the hub, as a TCP relay on loopback that can be pulled and plugged in. While
 * it is cut, open connections are reset and new ones are closed at once. One virtual thread accepts, two serve each
 * connection.
 */
public final class LinkProxyLoop implements AutoCloseable {

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean cut;

    /** Listens on a loopback port (0 for any free one) and relays to {@code target}. */
    public LinkProxyLoop(int port, InetSocketAddress target) throws IOException {
        this.listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        Thread.ofVirtual().name("link-proxy-" + listener.getLocalPort()).start(this::accept);
    }

    /** Where to connect to. */
    public int port() {
        return listener.getLocalPort();
    }

    /** All bytes relayed so far, both ways. */
    public long bytes() {
        return bytes.get();
    }

    /** Pulls the cable: every connection ends at once, in the middle of whatever it was sending. */
    public void cut() {
        cut = true;
        open.forEach(LinkProxyLoop::reset);
        open.clear();
    }

    /** Plugs the cable in again. */
    public void restore() {
        cut = false;
    }

    @Override
    public void close() {
        cut();
        try {
            listener.close();
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException("closing the relay on port " + port(), alreadyGone);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                if (cut) {
                    reset(near);
                } else {
                    Thread.ofVirtual().start(() -> relay(near));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void relay(Socket near) {
        Socket far = new Socket();
        open.add(near);
        open.add(far);
        try {
            far.connect(target, 2_000);
            Thread back = Thread.ofVirtual().start(() -> pump(far, near));
            pump(near, far);
            back.join();
        } catch (IOException unreachable) {
            reset(near);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(near);
            open.remove(far);
            if (cut) {
                reset(near);
                reset(far);
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0 && !cut; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                bytes.addAndGet(read);
            }
        } catch (IOException ended) {
            reset(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyClosed) {
            // A socket that its peer closed in the meantime is where we wanted to be.
            return;
        }
    }
}
