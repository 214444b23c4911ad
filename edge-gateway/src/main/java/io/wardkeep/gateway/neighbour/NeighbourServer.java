package io.wardkeep.gateway.neighbour;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.DurableListener;
import io.wardkeep.sync.EndReason;
import io.wardkeep.sync.StoreInbox;
import io.wardkeep.sync.SyncCodec;
import io.wardkeep.sync.SyncMessage;
import io.wardkeep.sync.SyncSession;
import io.wardkeep.sync.SyncTime;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This gateway's end of the sessions that neighbours open. To be registered with the store's loop before
 * {@link #listen}.
 */
public final class NeighbourServer implements DurableListener {

    private static final Logger LOG = LoggerFactory.getLogger(NeighbourServer.class);
    private static final int FRAGMENT_BYTES = 64 << 10;

    /** WebSocket close code "policy violation". */
    private static final short REFUSED = 1008;

    private final Vertx vertx;
    private final NeighbourJudge judge;
    private final Function<UUID, SyncSession> sessions;
    private final StoreInbox store;
    private final NeighbourObserver observer;
    private final InstantSource clock;
    private final LongSupplier monotonicMillis;
    private final Map<UUID, NeighbourSession> open = new ConcurrentHashMap<>();

    /**
     * A server that does not listen yet.
     *
     * @param vertx where it runs
     * @param judge whom to let in
     * @param sessions a new session with a site, asked for at each connection
     * @param store the journal
     * @param observer told of the sessions
     * @param clock wall time
     * @param monotonicMillis for intervals
     */
    public NeighbourServer(
            Vertx vertx,
            NeighbourJudge judge,
            Function<UUID, SyncSession> sessions,
            StoreInbox store,
            NeighbourObserver observer,
            InstantSource clock,
            LongSupplier monotonicMillis) {
        this.vertx = vertx;
        this.judge = judge;
        this.sessions = sessions;
        this.store = store;
        this.observer = observer;
        this.clock = clock;
        this.monotonicMillis = monotonicMillis;
    }

    /**
     * Opens the port; 0 takes a free one. Completes with the port.
     *
     * @param key what this box shows
     * @param trust whom the handshake lets through; the judge has the last word
     */
    public Future<Integer> listen(String host, int port, X509KeyManager key, X509TrustManager trust) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setClientAuth(ClientAuth.REQUIRED)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setKeyCertOptions(KeyCertOptions.wrap(key))
                .setTrustOptions(TrustOptions.wrap(trust))
                .setMaxWebSocketFrameSize(2 * FRAGMENT_BYTES)
                .setMaxWebSocketMessageSize(SyncCodec.FRAME_BYTES_MAX)
                .setIdleTimeout(0);
        return vertx.createHttpServer(options)
                .webSocketHandler(this::accept)
                .exceptionHandler(failure -> LOG.warn("neighbour: handshake failed: {}", failure.getMessage()))
                .listen(port, host)
                .map(HttpServer::actualPort);
    }

    /** How many neighbours have a session here; any thread. */
    public int linked() {
        return open.size();
    }

    /** Called by the store's loop. */
    @Override
    public void durable(Delta delta) {
        open.values().forEach(session -> session.durable(delta));
    }

    /** Ends all sessions in good order; any thread. The port closes with its Vert.x. */
    public void close() {
        open.values().forEach(session -> session.end(EndReason.STOPPING, "the gateway stops"));
    }

    private void accept(ServerWebSocket socket) {
        switch (verdict(socket)) {
            case NeighbourJudge.Verdict.Refused(String reason) -> refuse(socket, reason);
            case NeighbourJudge.Verdict.Known known -> {
                LOG.info("neighbour: {} connected from {}", known.name(), socket.remoteAddress());
                NeighbourSession arrived = new NeighbourSession(
                        this, socket, vertx.getOrCreateContext(), sessions.apply(known.site()), known);
                NeighbourSession before = open.put(known.site(), arrived);
                if (before != null) {
                    before.end(EndReason.REPLACED, "a newer connection of this site took over");
                }
                arrived.open();
            }
        }
    }

    private NeighbourJudge.Verdict verdict(ServerWebSocket socket) {
        try {
            List<X509Certificate> chain = socket.peerCertificates().stream()
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
            return judge.judge(chain);
        } catch (SSLPeerUnverifiedException noCertificate) {
            return new NeighbourJudge.Verdict.Refused("no client certificate");
        }
    }

    private static void refuse(ServerWebSocket socket, String reason) {
        LOG.warn("neighbour: refused {}: {}", socket.remoteAddress(), reason);
        Bytes bye = SyncCodec.encode(new SyncMessage.Bye(EndReason.DENIED, reason));
        var _ = socket.writeBinaryMessage(Buffer.buffer(bye.toArray())).onComplete(_ -> socket.close(REFUSED));
    }

    void gone(NeighbourSession session, NeighbourJudge.Verdict.Known neighbour) {
        open.remove(neighbour.site(), session);
    }

    StoreInbox store() {
        return store;
    }

    NeighbourObserver observer() {
        return observer;
    }

    SyncTime time() {
        return new SyncTime(monotonicMillis.getAsLong(), clock.millis());
    }
}
