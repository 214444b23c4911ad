package io.wardkeep.hub.intake;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.DurableListener;
import io.wardkeep.sync.EndReason;
import io.wardkeep.sync.PeerPolicy;
import io.wardkeep.sync.StoreInbox;
import io.wardkeep.sync.SyncCodec;
import io.wardkeep.sync.SyncEnd;
import io.wardkeep.sync.SyncIdentity;
import io.wardkeep.sync.SyncMessage;
import io.wardkeep.sync.SyncSession;
import io.wardkeep.sync.SyncTime;
import io.wardkeep.ward.WardId;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's end of all sync sessions. The composition root serves {@link #accept} as the WebSocket handler of the sync
 * port and registers this with the store's loop.
 */
public final class Intake implements DurableListener {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int FRAGMENT_BYTES = 64 << 10;

    /** WebSocket close code "policy violation". */
    private static final short REFUSED = 1008;

    private final Vertx vertx;
    private final IntakeConfig config;
    private final PeerJudge judge;
    private final Function<Set<WardId>, SyncIdentity> identity;
    private final StoreInbox store;
    private final IntakeObserver observer;
    private final InstantSource clock;
    private final LongSupplier monotonicMillis;
    private final RandomGenerator random;
    private final Admission admission;
    private final Map<UUID, IntakeSession> sessions = new ConcurrentHashMap<>();
    private final Map<UUID, IntakeStatus> statuses = new ConcurrentHashMap<>();
    private final Map<UUID, Rejections> rejections = new ConcurrentHashMap<>();

    /**
     * An intake that waits for connections.
     *
     * @param vertx for timers and for hops to event loops
     * @param config bounds
     * @param judge whom to let in
     * @param identity who the hub is towards a peer of these wards; asked for at each connection
     * @param store the record
     * @param observer told of links
     * @param clock wall time
     * @param monotonicMillis for intervals
     * @param random for jitter; must be safe for use by several threads
     */
    public Intake(
            Vertx vertx,
            IntakeConfig config,
            PeerJudge judge,
            Function<Set<WardId>, SyncIdentity> identity,
            StoreInbox store,
            IntakeObserver observer,
            InstantSource clock,
            LongSupplier monotonicMillis,
            RandomGenerator random) {
        this.vertx = vertx;
        this.config = config;
        this.judge = judge;
        this.identity = identity;
        this.store = store;
        this.observer = observer;
        this.clock = clock;
        this.monotonicMillis = monotonicMillis;
        this.random = random;
        admission = new Admission(config.catchUpsMax());
    }

    /** Sets what the sync port needs whatever its certificates are: TLS 1.3 both ways, bounded messages. */
    public static HttpServerOptions bound(HttpServerOptions options) {
        return options.setSsl(true)
                .setClientAuth(ClientAuth.REQUIRED)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setMaxWebSocketFrameSize(2 * FRAGMENT_BYTES)
                .setMaxWebSocketMessageSize(SyncCodec.FRAME_BYTES_MAX)
                .setIdleTimeout(0);
    }

    /** A connection stands. On its event loop. */
    public void accept(ServerWebSocket socket) {
        switch (verdict(socket)) {
            case PeerVerdict.Refused(var reason) -> refuse(socket, reason);
            case PeerVerdict.Known known -> {
                SyncSession session = new SyncSession(
                        identity.apply(known.wards()), PeerPolicy.OWN_DOTS_ONLY, Optional.of(known.site()), false);
                IntakeSession arrived = new IntakeSession(this, socket, vertx.getOrCreateContext(), session, known);
                IntakeSession before = sessions.put(known.site(), arrived);
                if (before != null) {
                    before.end(EndReason.REPLACED, "a newer connection of this site took over");
                }
                LOG.info("intake: {} connected from {}", known.name(), socket.remoteAddress());
                arrived.open();
            }
        }
    }

    private PeerVerdict verdict(ServerWebSocket socket) {
        try {
            List<X509Certificate> chain = socket.peerCertificates().stream()
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
            return judge.judge(chain);
        } catch (SSLPeerUnverifiedException noCertificate) {
            return new PeerVerdict.Refused("no client certificate");
        }
    }

    private static void refuse(ServerWebSocket socket, String reason) {
        LOG.warn("intake: refused {}: {}", socket.remoteAddress(), reason);
        Bytes bye = SyncCodec.encode(new SyncMessage.Bye(EndReason.DENIED, reason));
        var _ = socket.writeBinaryMessage(Buffer.buffer(bye.toArray())).onComplete(_ -> socket.close(REFUSED));
    }

    /** To be given to the server: a handshake that failed, of a foreign certificate for example. */
    public void handshakeFailed(Throwable failure) {
        LOG.warn("intake: handshake failed: {}", failure.getMessage());
    }

    /** Called by the store's loop. */
    @Override
    public void durable(Delta delta) {
        sessions.values().forEach(session -> session.durable(delta));
    }

    /** All gateways that have been connected since the start; any thread. */
    public Collection<IntakeStatus> statuses() {
        return new TreeMap<>(statuses).values();
    }

    /** Ends all sessions in good order; any thread. */
    public void close() {
        sessions.values().forEach(session -> session.end(EndReason.STOPPING, "the hub stops"));
    }

    void show(IntakeStatus status, boolean changed) {
        statuses.put(status.site(), status);
        if (changed) {
            observer.changed(status);
        }
    }

    /** How a session of this site ended. */
    void count(UUID site, SyncEnd end) {
        rejections.merge(site, Rejections.NONE.after(end), (before, _) -> before.after(end));
    }

    /** A session of this site has compared and exchanges. */
    void runs(UUID site) {
        rejections.computeIfPresent(site, (_, before) -> before.healed());
    }

    Rejections rejections(UUID site) {
        return rejections.getOrDefault(site, Rejections.NONE);
    }

    /** The session is over; its site may have a newer one. */
    void gone(IntakeSession session, IntakeStatus status, SyncEnd end) {
        LOG.info(
                "intake: {} gone: {}{}, {}",
                status.name(),
                end.byPeer() ? "by itself, " : "",
                end.reason(),
                end.detail());
        if (sessions.remove(status.site(), session)) {
            show(status, true);
        }
        observer.ended(status.site(), end);
    }

    IntakeConfig config() {
        return config;
    }

    PeerJudge judge() {
        return judge;
    }

    StoreInbox store() {
        return store;
    }

    Admission admission() {
        return admission;
    }

    RandomGenerator random() {
        return random;
    }

    SyncTime time() {
        return new SyncTime(monotonicMillis.getAsLong(), clock.millis());
    }
}
