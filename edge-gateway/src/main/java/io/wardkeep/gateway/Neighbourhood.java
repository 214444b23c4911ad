package io.wardkeep.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.wardkeep.configuration.ConfigUnits;
import io.wardkeep.gateway.neighbour.NeighbourJudge;
import io.wardkeep.gateway.neighbour.NeighbourServer;
import io.wardkeep.gateway.uplink.UplinkConfig;
import io.wardkeep.gateway.uplink.UplinkLoop;
import io.wardkeep.gateway.uplink.UplinkObserver;
import io.wardkeep.gateway.uplink.UplinkStatus;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.LiveKeyManager;
import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Role;
import io.wardkeep.identity.Verdict;
import io.wardkeep.lattice.Actor;
import io.wardkeep.sync.DurableListener;
import io.wardkeep.sync.Holding;
import io.wardkeep.sync.LostLives;
import io.wardkeep.sync.PeerPolicy;
import io.wardkeep.sync.StoreInbox;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncEnd;
import io.wardkeep.sync.SyncIdentity;
import io.wardkeep.sync.SyncSession;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other gateways of the ward that the configuration names: calls those whose address is known, and lets those in
 * that are named. A session takes from each only what it wrote itself. Composed by {@link Gateway}.
 */
final class Neighbourhood {

    private static final Logger LOG = LoggerFactory.getLogger(Neighbourhood.class);
    private static final long LOOK_MILLIS = 5_000;

    private final GatewayConfig config;
    private final IdentityWatch own;
    private final Actor self;
    private final LostLives lostLives;
    private final Vertx vertx;
    private final GatewayClock clock;
    private final NeighbourWatch watch;
    private final long bootNonce;
    private final List<UplinkLoop> calls = new ArrayList<>();
    private final NeighbourServer door;
    private volatile int port;

    /**
     * Neighbours that have not been called yet.
     *
     * @param own the box's identity, which has been looked at; without one nobody is called and nobody comes in
     * @param self who writes the journal
     * @param lostLives of which earlier lives what a neighbour kept is taken back
     * @param store the journal
     */
    Neighbourhood(
            GatewayConfig config,
            IdentityWatch own,
            Actor self,
            LostLives lostLives,
            StoreInbox store,
            NeighbourWatch watch,
            Vertx vertx,
            GatewayClock clock,
            RandomGenerator random) {
        this.config = config;
        this.own = own;
        this.self = self;
        this.lostLives = lostLives;
        this.vertx = vertx;
        this.clock = clock;
        this.watch = watch;
        bootNonce = random.nextLong();
        door = new NeighbourServer(vertx, this::judge, this::session, store, watch, clock, this::monotonicMillis);
        for (GatewayConfig.Peer peer : config.peers().gateways()) {
            peer.url().ifPresent(url -> {
                AtomicReference<Optional<UUID>> site = new AtomicReference<>(Optional.empty());
                calls.add(new UplinkLoop(
                        UplinkConfig.of(peer.name(), url),
                        () -> identity()
                                .map(box -> box.sslContext(clock.wall(), Role.GATEWAY, (name, _) -> {
                                    site.set(Optional.of(name.site()));
                                    return refusal(name, peer.name());
                                })),
                        () -> session(site.get().orElseThrow()),
                        store,
                        new Call(peer.name()),
                        clock,
                        this::monotonicMillis,
                        random));
            });
        }
    }

    /** The box's own, once it is that of the site that writes here. */
    private Optional<IdentityDirectory> identity() {
        return own.inForce().filter(box -> box.name().site().equals(self.site()));
    }

    /** Those that must hear of every commit. */
    List<DurableListener> listeners() {
        List<DurableListener> listeners = new ArrayList<>(calls);
        listeners.add(door);
        return listeners;
    }

    /** Begins to call, and opens the door if there is to be one: now, or once the box has an identity. */
    Future<Integer> start() {
        calls.forEach(UplinkLoop::start);
        if (config.peers().listen().isEmpty()) {
            return Future.succeededFuture(0);
        }
        ConfigUnits.Listen at = config.peers().listen().get();
        Optional<IdentityDirectory> box = identity();
        if (box.isPresent()) {
            return open(at, box.get());
        }
        vertx.setPeriodic(
                LOOK_MILLIS,
                timer -> identity().ifPresent(enrolled -> {
                    vertx.cancelTimer(timer);
                    open(at, enrolled).onFailure(failed -> LOG.error("neighbours cannot come in at {}", at, failed));
                }));
        return Future.succeededFuture(0);
    }

    private Future<Integer> open(ConfigUnits.Listen at, IdentityDirectory box) {
        return door.listen(
                        at.host(),
                        at.port(),
                        new LiveKeyManager(() -> identity().orElse(box)),
                        box.trustManager())
                .onSuccess(bound -> port = bound);
    }

    /** Where neighbours come in; 0 while none can. */
    int port() {
        return port;
    }

    /** How many sessions stand, called and let in. */
    int linked() {
        return door.linked()
                + (int) calls.stream()
                        .filter(call -> call.status().state() == UplinkStatus.State.CONNECTED)
                        .count();
    }

    /** Says goodbye to all. */
    void close() {
        calls.forEach(UplinkLoop::close);
        door.close();
    }

    private long monotonicMillis() {
        return TimeUnit.NANOSECONDS.toMillis(clock.nanos());
    }

    private SyncSession session(UUID site) {
        String name = identity().orElseThrow().name().name();
        SyncIdentity speaker = new SyncIdentity(
                self, bootNonce, io.wardkeep.sync.Role.GATEWAY, name, Set.of(config.ward()), lostLives);
        return new SyncSession(speaker, PeerPolicy.OWN_DOTS_ONLY, Optional.of(site), true);
    }

    private NeighbourJudge.Verdict judge(List<X509Certificate> chain) {
        // Who is shut out is known at the hub only: a box has no deny list, but it has the names of its neighbours.
        return switch (identity()
                .orElseThrow()
                .anchor()
                .judge(chain, Role.GATEWAY, clock.wall().instant(), _ -> false)) {
            case Verdict.Refused(var _, String message) -> new NeighbourJudge.Verdict.Refused(message);
            case Verdict.Accepted(PeerName name, var until) ->
                refusal(name)
                        .<NeighbourJudge.Verdict>map(NeighbourJudge.Verdict.Refused::new)
                        .orElseGet(() -> new NeighbourJudge.Verdict.Known(name.site(), name.name(), until));
        };
    }

    private Optional<String> refusal(PeerName shown) {
        return config.peers().gateways().stream().anyMatch(peer -> peer.name().equals(shown.name()))
                ? refusal(shown, shown.name())
                : Optional.of(shown.name() + " is not among the peers of " + config.site());
    }

    private Optional<String> refusal(PeerName shown, String wanted) {
        if (!shown.name().equals(wanted)) {
            return Optional.of("it is " + shown.name() + ", not " + wanted);
        }
        return shown.ward().filter(config.ward().name()::equals).isPresent()
                ? Optional.empty()
                : Optional.of(wanted + " is of another ward");
    }

    /** A session that this box opened. On its loop's thread. */
    private final class Call implements UplinkObserver {
        private final String name;

        Call(String name) {
            this.name = name;
        }

        @Override
        public void changed(UplinkStatus status) {
            // What lasts shows in the metrics; the ward's own link is not concerned.
        }

        @Override
        public void ended(SyncEnd end) {
            watch.ended(name, end);
        }

        @Override
        public void hubHolds(UUID site, SortedMap<StreamId, Holding> held) {
            watch.holds(site, held);
        }
    }
}
