package io.wardkeep.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import io.wardkeep.authority.Authority;
import io.wardkeep.authority.EnrolmentRequest;
import io.wardkeep.demo.LinkProxyLoop;
import io.wardkeep.gateway.Gateway;
import io.wardkeep.gateway.GatewayClock;
import io.wardkeep.gateway.GatewayConfig;
import io.wardkeep.gateway.journal.AcknowledgePolicy;
import io.wardkeep.gateway.journal.CommitPace;
import io.wardkeep.gateway.uplink.UplinkConfig;
import io.wardkeep.gateway.uplink.UplinkLoop;
import io.wardkeep.gateway.uplink.UplinkObserver;
import io.wardkeep.gateway.uplink.UplinkStatus;
import io.wardkeep.hub.intake.Intake;
import io.wardkeep.hub.intake.IntakeConfig;
import io.wardkeep.hub.intake.IntakeObserver;
import io.wardkeep.hub.intake.IntakeStatus;
import io.wardkeep.hub.intake.PeerJudge;
import io.wardkeep.hub.intake.PeerVerdict;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Pem;
import io.wardkeep.identity.SiteFile;
import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.provision.ProvisionCommand;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.EndReason;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Holding;
import io.wardkeep.sync.InMemoryReplicaStore;
import io.wardkeep.sync.InMemoryStoreLoop;
import io.wardkeep.sync.PeerPolicy;
import io.wardkeep.sync.Role;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StoreCommand;
import io.wardkeep.sync.StoreResult;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncEnd;
import io.wardkeep.sync.SyncIdentity;
import io.wardkeep.sync.SyncSession;
import io.wardkeep.sync.SyncStatus;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's uplink and the hub's intake over real sockets and real TLS, through a cable that is pulled. */
final class SyncLinkIT {

    private static final WardId WARD = new WardId("7A");
    private static final int CUTS = 12;

    @TempDir
    private Path directory;

    private final RandomGenerator random = new SecureRandom();
    private final Map<UUID, String> denied = new ConcurrentHashMap<>();
    private final List<SyncEnd> hubEnds = new CopyOnWriteArrayList<>();
    private final List<SyncEnd> gatewayEnds = new CopyOnWriteArrayList<>();
    private final InMemoryReplicaStore record = new InMemoryReplicaStore();
    private final InMemoryReplicaStore journal = new InMemoryReplicaStore();
    private final InMemoryStoreLoop hubStore = new InMemoryStoreLoop(record);
    private final InMemoryStoreLoop gatewayStore = new InMemoryStoreLoop(journal);
    private final UUID site = UUID.randomUUID();
    private final Set<UUID> sites = ConcurrentHashMap.newKeySet();
    private final Actor gateway = Actor.of(site, 1);
    private final Actor hub = Actor.of(UUID.randomUUID(), 1);
    private final Vertx vertx = Vertx.vertx();
    private volatile SortedMap<StreamId, Holding> hubHeld = new TreeMap<>();
    private Intake intake;
    private int hubPort;
    private Authority authority;

    @BeforeEach
    void startHub() throws Exception {
        sites.add(site);
        authority = Authority.create(directory.resolve("authority"), "Test", Instant.now(), new SecureRandom());
        IdentityDirectory identity = issue(
                authority, "hub", new PeerName(hub.site(), io.wardkeep.identity.Role.HUB, "hub", Optional.empty()));
        intake = new Intake(
                vertx,
                IntakeConfig.USUAL,
                new Judge(),
                wards -> new SyncIdentity(hub, 1, Role.HUB, "hub", wards),
                hubStore,
                new HubObserver(),
                InstantSource.system(),
                SyncLinkIT::monotonicMillis,
                random);
        hubStore.addListener(intake);
        HttpServer server = vertx.createHttpServer(Intake.bound(new HttpServerOptions()
                        .setKeyCertOptions(KeyCertOptions.wrap(identity.keyManager()))
                        .setTrustOptions(TrustOptions.wrap(identity.trustManager()))))
                .exceptionHandler(intake::handshakeFailed)
                .webSocketHandler(intake::accept);
        hubPort = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        hubStore.close();
        gatewayStore.close();
    }

    @Test
    void losesAndDoublesNothingOverManyCuts() throws Exception {
        try (LinkProxyLoop cable =
                        new LinkProxyLoop(0, new InetSocketAddress(InetAddress.getLoopbackAddress(), hubPort));
                UplinkLoop uplink = uplink(cable.port(), box(authority))) {
            uplink.start();
            await("connected", () -> uplink.status().state() == UplinkStatus.State.CONNECTED);
            int written = 0;
            for (int cut = 0; cut < CUTS; cut++) {
                for (int burst = 0; burst < 20; burst++) {
                    write(++written);
                    LockSupport.parkNanos(random.nextLong(10_000_000));
                }
                cable.cut();
                for (int burst = 0; burst < 10; burst++) {
                    write(++written);
                }
                LockSupport.parkNanos(random.nextLong(100_000_000));
                cable.restore();
                LockSupport.parkNanos(random.nextLong(900_000_000));
            }
            await(
                    "in step",
                    () -> uplink.status().session().map(SyncStatus::inStep).orElse(false)
                            && report(hubStore).equals(report(gatewayStore)));

            Completeness.Totals totals = report(hubStore).totals();
            assertThat(totals).isEqualTo(new Completeness.Totals(written * 6L + written, 0, 0, 0));
            assertThat(gatewayEnds)
                    .hasSizeGreaterThanOrEqualTo(5)
                    .extracting(SyncEnd::reason)
                    .containsOnly(EndReason.CUT);
            assertThat(record.liveRows()).isEqualTo(journal.liveRows());
        }
    }

    @Test
    void aBoxThatStopsInOrderHasHeardWhatTheHubHolds() throws Exception {
        try (UplinkLoop uplink = uplink(hubPort, box(authority))) {
            uplink.start();
            await("connected", () -> uplink.status().state() == UplinkStatus.State.CONNECTED);
            write(1);
            await(
                    "at the hub and acknowledged",
                    () -> report(hubStore).equals(report(gatewayStore))
                            && uplink.status().session().map(SyncStatus::inStep).orElse(false));
        }

        journal.shards()
                .forEach(shard -> journal.context(shard)
                        .forEach((stream, seen) -> assertThat(hubHeld)
                                .hasEntrySatisfying(
                                        stream, held -> assertThat(held.seen()).isEqualTo(seen))));
    }

    @Test
    void aDeniedGatewayIsSentAwayWithTheReason() throws Exception {
        try (UplinkLoop uplink = uplink(hubPort, box(authority))) {
            uplink.start();
            await(
                    "connected",
                    () -> uplink.status().session().map(SyncStatus::inStep).orElse(false));
            denied.put(site, "stolen");
            await("sent away", () -> !gatewayEnds.isEmpty());

            assertThat(gatewayEnds.getFirst().reason()).isEqualTo(EndReason.DENIED);
            assertThat(gatewayEnds.getFirst().byPeer()).isTrue();
            await("stays out", () -> gatewayEnds.size() >= 2);
            assertThat(gatewayEnds).extracting(SyncEnd::detail).allMatch("stolen"::equals);
        }
    }

    @Test
    void aForeignCertificateIsRefusedInTheHandshake() throws Exception {
        Authority foreign = Authority.create(directory.resolve("foreign"), "Other", Instant.now(), new SecureRandom());
        try (UplinkLoop uplink = uplink(hubPort, box(foreign))) {
            uplink.start();
            await("refused", () -> uplink.status().attempts() > 0);

            assertThat(uplink.status().lastReason()).containsIgnoringCase("certificate");
            assertThat(intake.statuses()).isEmpty();
        }
    }

    @Test
    void theNewestConnectionOfASiteReplacesTheOlder() throws Exception {
        try (UplinkLoop first = uplink(hubPort, box(authority));
                UplinkLoop second = uplink(hubPort, box(authority))) {
            first.start();
            await("first", () -> first.status().state() == UplinkStatus.State.CONNECTED);
            second.start();
            await("replaced", () -> hubEnds.stream().anyMatch(end -> end.reason() == EndReason.REPLACED));

            assertThat(intake.statuses()).hasSize(1);
        }
    }

    @Test
    void aGatewayThatStartsWithoutAnIdentityConnectsOnceItIsEnrolled() throws Exception {
        Path identity = directory.resolve("late-identity");
        Path state = directory.resolve("late-state");
        Path file = Files.writeString(
                directory.resolve("gateway.yaml"), """
                gateway: {site: 7a-box-1, ward: 7A}
                state: {directory: %s, retain: 1d, reserve: 0MiB}
                mqtt: {listen: "127.0.0.1:0", devices: {monitor-12: {bed: 7A-12}}}
                hub: {url: "wss://127.0.0.1:%d/sync", identity: %s}
                page: {listen: "127.0.0.1:0"}
                """.formatted(state, hubPort, identity), StandardCharsets.UTF_8);
        Gateway unknown = Gateway.start(
                GatewayConfig.read(file),
                new GatewayClock(System::nanoTime, System::currentTimeMillis),
                CommitPace.UNBRAKED,
                AcknowledgePolicy.AFTER_COMMIT);
        try {
            UUID own = SiteFile.read(state).orElseThrow();
            sites.add(own);
            assertThat(record.liveRows()).isEmpty();

            assertThat(ProvisionCommand.commandLine()
                            .execute(
                                    "enrol",
                                    "--authority",
                                    directory.resolve("authority").toString(),
                                    "--name",
                                    "7a-box-1",
                                    "--ward",
                                    WARD.name(),
                                    "--state",
                                    state.toString(),
                                    "--out",
                                    identity.toString()))
                    .isZero();

            await(
                    "what it wrote before is at the hub",
                    () -> report(hubStore).totals().data() > 0);
            assertThat(intake.statuses())
                    .singleElement()
                    .satisfies(status -> assertThat(status.site()).isEqualTo(own));
            assertThat(SiteFile.read(state)).isEmpty();
            assertThat(unknown.broken()).isNotDone();
        } finally {
            unknown.stop();
        }
    }

    @Test
    void aGatewayThatIsEnrolledAsAnotherSiteBeginsAgain() throws Exception {
        Path identity = directory.resolve("other-identity");
        Path state = directory.resolve("other-state");
        Path file = Files.writeString(
                directory.resolve("gateway.yaml"), """
                gateway: {site: 7a-box-1, ward: 7A}
                state: {directory: %s, retain: 1d, reserve: 0MiB}
                hub: {url: "wss://127.0.0.1:%d/sync", identity: %s}
                page: {listen: "127.0.0.1:0"}
                """.formatted(state, hubPort, identity), StandardCharsets.UTF_8);
        Gateway unknown = Gateway.start(
                GatewayConfig.read(file),
                new GatewayClock(System::nanoTime, System::currentTimeMillis),
                CommitPace.UNBRAKED,
                AcknowledgePolicy.AFTER_COMMIT);
        try {
            issue(
                    authority,
                    "other-identity",
                    new PeerName(site, io.wardkeep.identity.Role.GATEWAY, "7a-box-1", Optional.of(WARD.name())));
            assertThat(unknown.broken().get(20, TimeUnit.SECONDS)).hasMessageContaining("enrolled as site " + site);
            assertThat(intake.statuses()).isEmpty();
        } finally {
            unknown.stop();
        }
    }

    private UplinkLoop uplink(int port, IdentityDirectory identity) {
        UplinkLoop uplink = new UplinkLoop(
                new UplinkConfig(
                        URI.create("wss://127.0.0.1:" + port + "/sync"),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1)),
                () -> Optional.of(identity.sslContext(InstantSource.system())),
                () -> new SyncSession(
                        new SyncIdentity(gateway, 1, Role.GATEWAY, "box", Set.of(WARD)),
                        PeerPolicy.RELAY,
                        Optional.empty(),
                        true),
                gatewayStore,
                new GatewayObserver(),
                InstantSource.system(),
                SyncLinkIT::monotonicMillis,
                random);
        gatewayStore.addListener(uplink);
        return uplink;
    }

    private IdentityDirectory box(Authority by) throws Exception {
        return issue(
                by,
                "box-" + UUID.randomUUID(),
                new PeerName(site, io.wardkeep.identity.Role.GATEWAY, "box", Optional.of(WARD.name())));
    }

    private IdentityDirectory issue(Authority by, String folder, PeerName name) throws Exception {
        SecureRandom secure = new SecureRandom();
        KeyPair keys = EnrolmentRequest.newKeys(secure);
        Path identity = Files.createDirectories(directory.resolve(folder));
        Pem.write(identity.resolve(IdentityDirectory.KEY), keys.getPrivate());
        Pem.write(identity.resolve(IdentityDirectory.ROOT), List.of(authority.root()));
        Pem.write(
                identity.resolve(IdentityDirectory.CERTIFICATE),
                by.issue(keys.getPublic(), name, Instant.now(), secure));
        return IdentityDirectory.read(identity);
    }

    /** Six readings and an alert fact at the gateway. */
    private void write(int count) throws Exception {
        StreamId device = new StreamId(new ShardId(WARD, Family.OBS), gateway, 1);
        long first = 6L * count - 5;
        List<Observation> readings = new ArrayList<>();
        for (long seq = first; seq < first + 6; seq++) {
            readings.add(new Observation(150456, 90 + seq % 10, 0, 262688, Validity.VALID, seq, seq));
        }
        ShardId alerts = new ShardId(WARD, Family.ALERT);
        Row row = new Row(
                alerts,
                "episode" + count,
                new Dot(gateway, count),
                VersionVector.EMPTY,
                HybridTimestamp.of(count, 0),
                1,
                Bytes.EMPTY);
        Delta delta = new Delta(
                List.of(row),
                List.of(Blocks.of(device, first, readings)),
                List.of(),
                Map.of(device, Ranges.of(first, first + 5), row.stream(), Ranges.of(count, count)));
        assertThat(run(gatewayStore, new StoreCommand.Join(delta))).isInstanceOf(StoreResult.Joined.class);
    }

    private static Completeness report(InMemoryStoreLoop store) {
        return switch (run(store, new StoreCommand.Report())) {
            case StoreResult.Reported(var completeness) -> completeness;
            default -> throw new AssertionError("no report");
        };
    }

    private static StoreResult run(InMemoryStoreLoop store, StoreCommand command) {
        CompletableFuture<StoreResult> result = new CompletableFuture<>();
        store.submit(command, result::complete);
        return result.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static long monotonicMillis() {
        return System.nanoTime() / 1_000_000;
    }

    private static void await(String what, BooleanSupplier condition) {
        long until = monotonicMillis() + 30_000;
        while (!condition.getAsBoolean()) {
            assertThat(monotonicMillis()).as("waited too long for: %s", what).isLessThan(until);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private final class Judge implements PeerJudge {

        @Override
        public PeerVerdict judge(List<X509Certificate> chain) {
            PeerName name = PeerName.of(chain.getFirst()).orElseThrow();
            return denial(name.site())
                    .<PeerVerdict>map(PeerVerdict.Refused::new)
                    .orElseGet(() -> new PeerVerdict.Known(
                            name.site(),
                            name.name(),
                            Set.of(new WardId(name.ward().orElseThrow()))));
        }

        @Override
        public Optional<String> denial(UUID who) {
            return Optional.ofNullable(denied.get(who));
        }
    }

    private final class HubObserver implements IntakeObserver {

        @Override
        public void changed(IntakeStatus status) {
            assertThat(sites).contains(status.site());
        }

        @Override
        public void ended(UUID who, SyncEnd end) {
            hubEnds.add(end);
        }
    }

    private final class GatewayObserver implements UplinkObserver {

        @Override
        public void changed(UplinkStatus status) {
            assertThat(status.sinceMillis()).isPositive();
        }

        @Override
        public void ended(SyncEnd end) {
            gatewayEnds.add(end);
        }

        @Override
        public void hubHolds(UUID by, SortedMap<StreamId, Holding> held) {
            assertThat(by).isEqualTo(hub.site());
            assertThat(held.values()).noneMatch(Holding::isEmpty);
            hubHeld = held;
        }
    }
}
