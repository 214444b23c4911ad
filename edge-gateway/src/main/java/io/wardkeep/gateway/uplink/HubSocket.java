package io.wardkeep.gateway.uplink;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.sync.SyncCodec;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to reach the hub and the connection that came of it. Events go to the inbox; all methods belong to the
 * uplink's thread.
 */
final class HubSocket {

    private static final int FRAGMENT_BYTES = 64 << 10;

    private final long connection;
    private final UplinkInbox inbox;
    private final HttpClient client;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private Optional<WebSocket> socket = Optional.empty();
    private boolean writes;

    /** Begins the attempt. */
    HubSocket(long connection, UplinkConfig config, SSLContext trust, UplinkInbox inbox) {
        this.connection = connection;
        this.inbox = inbox;
        SSLParameters onlyNewest = new SSLParameters();
        onlyNewest.setProtocols(new String[] {"TLSv1.3"});
        client = HttpClient.newBuilder()
                .sslContext(trust)
                .sslParameters(onlyNewest)
                .connectTimeout(config.connectTimeout())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        var _ = client.newWebSocketBuilder()
                .connectTimeout(config.connectTimeout())
                .buildAsync(config.hub(), new Listener())
                .whenComplete((opened, failure) -> inbox.addOrGiveUpConnection(
                        failure == null
                                ? new UplinkEvent.Connected(connection, opened)
                                : new UplinkEvent.Lost(connection, reason(failure))));
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }

    long connection() {
        return connection;
    }

    void connected(WebSocket opened) {
        socket = Optional.of(opened);
        opened.request(1);
    }

    /** The last message has been dealt with. */
    void wantMore() {
        socket.ifPresent(open -> open.request(1));
    }

    void send(Bytes frame) {
        waiting.add(ByteBuffer.wrap(frame.toArray()));
        write();
    }

    void written() {
        writes = false;
        write();
    }

    private void write() {
        ByteBuffer head = waiting.peek();
        if (writes || head == null || socket.isEmpty()) {
            return;
        }
        int length = Math.min(FRAGMENT_BYTES, head.remaining());
        ByteBuffer part = head.slice(head.position(), length);
        head.position(head.position() + length);
        boolean last = !head.hasRemaining();
        if (last) {
            waiting.remove();
        }
        writes = true;
        var _ = socket.get()
                .sendBinary(part, last)
                .whenComplete((_, failure) -> inbox.addOrGiveUpConnection(
                        failure == null
                                ? new UplinkEvent.Written(connection)
                                : new UplinkEvent.Lost(connection, reason(failure))));
    }

    /** Everything sent has been handed to the transport? */
    boolean isDrained() {
        return waiting.isEmpty() && !writes;
    }

    void close() {
        socket.ifPresent(WebSocket::abort);
        client.shutdownNow();
    }

    /** Called on the client's threads, one call at a time. */
    private final class Listener implements WebSocket.Listener {

        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        @Override
        public void onOpen(WebSocket opened) {
            // The first message is asked for once the loop knows the socket.
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            if (message.size() + data.remaining() > SyncCodec.FRAME_BYTES_MAX) {
                inbox.addOrGiveUpConnection(new UplinkEvent.Lost(connection, "message above the longest frame"));
                return null;
            }
            byte[] part = new byte[data.remaining()];
            data.get(part);
            message.writeBytes(part);
            if (last) {
                Bytes frame = Bytes.adopt(message.toByteArray());
                message.reset();
                inbox.addOrGiveUpConnection(new UplinkEvent.Message(connection, frame));
            } else {
                from.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            inbox.addOrGiveUpConnection(new UplinkEvent.Lost(connection, "text where frames belong"));
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            inbox.addOrGiveUpConnection(
                    new UplinkEvent.Lost(connection, "closed by the other side, " + status + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            inbox.addOrGiveUpConnection(new UplinkEvent.Lost(connection, reason(error)));
        }
    }
}
