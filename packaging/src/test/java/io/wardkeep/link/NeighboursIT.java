package io.wardkeep.link;

import static io.wardkeep.link.RealWard.WARD;
import static io.wardkeep.link.RealWard.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.authority.Authority;
import io.wardkeep.demo.LinkProxyLoop;
import io.wardkeep.gateway.Gateway;
import io.wardkeep.gateway.uplink.UplinkConfig;
import io.wardkeep.gateway.uplink.UplinkLoop;
import io.wardkeep.gateway.uplink.UplinkObserver;
import io.wardkeep.gateway.uplink.UplinkStatus;
import io.wardkeep.hub.Hub;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.PeerCheck;
import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Role;
import io.wardkeep.lattice.Actor;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Holding;
import io.wardkeep.sync.InMemoryReplicaStore;
import io.wardkeep.sync.InMemoryStoreLoop;
import io.wardkeep.sync.PeerPolicy;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncEnd;
import io.wardkeep.sync.SyncIdentity;
import io.wardkeep.sync.SyncSession;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two whole gateways of a ward whose hub is away, and then comes: SQLite, TLS and PostgreSQL are real. */
@Timeout(300)
final class NeighboursIT {

    @TempDir
    private Path directory;

    private RealWard ward;
    private Gateway left;
    private Gateway right;
    private int hubPort;

    @BeforeEach
    void startGateways() throws Exception {
        ward = new RealWard(directory);
        hubPort = RealWard.freePort();
        int door = RealWard.freePort();
        ward.box("left", hubPort, """
                peers:
                  gateways: [{name: right, url: "wss://127.0.0.1:%d/sync"}]
                """.formatted(door));
        ward.box("right", hubPort, """
                peers:
                  listen: "127.0.0.1:%d"
                  gateways: [{name: left}]
                """.formatted(door));
        left = ward.start("left");
        right = ward.start("right");
    }

    @AfterEach
    void stopGateways() throws InterruptedException {
        left.stop();
        right.stop();
    }

    @Test
    void holdTheWholeWardWithoutAHubAndTheHubThenGetsEverythingOnce() throws Exception {
        RealWard.publish(left, "left", 80);
        RealWard.publish(right, "right", 80);
        UUID leftSite = ward.site("left");
        UUID rightSite = ward.site("right");
        await(
                "each holds what the other wrote",
                () -> ward.heldAt("right", leftSite).equals(ward.written("left"))
                        && ward.heldAt("left", rightSite).equals(ward.written("right")));
        assertThat(ward.written("left").values().stream()
                        .mapToLong(holding -> holding.seen().cardinality())
                        .sum())
                .isGreaterThan(80);

        try (Hub hub = ward.startHub();
                LinkProxyLoop cable = new LinkProxyLoop(
                        hubPort, new InetSocketAddress(InetAddress.getLoopbackAddress(), hub.syncPort()))) {
            RealWard.publish(left, "left", 20);
            await(
                    "the hub and both gateways hold the same",
                    () -> ward.heldByHub(leftSite).equals(ward.written("left"))
                            && ward.heldByHub(rightSite).equals(ward.written("right"))
                            && ward.heldAt("right", leftSite).equals(ward.written("left")));
            assertThat(ward.countedByHub()).isEqualTo(new Completeness.Totals(180, 0, 0, 0));
            assertThat(cable.bytes()).isPositive();
        }
    }

    @Test
    void onlyNamedNeighboursOfTheWardComeIn() throws Exception {
        assertThat(turnedAway(ward.authority(), "stranger", WARD.name())).contains("is not among the peers of right");
        assertThat(turnedAway(ward.authority(), "left", "8B")).contains("is of another ward");
        Authority foreign = Authority.create(directory.resolve("foreign"), "Other", Instant.now(), new SecureRandom());
        assertThat(turnedAway(foreign, "left", WARD.name())).containsIgnoringCase("certificate");
        assertThat(RealWard.gatewayCommand("check-config", "--config", ward.gatewayFile("right"))
                        .exit())
                .isZero();
    }

    /** Calls the right one's door as somebody else, and returns why that was no use. */
    private String turnedAway(Authority by, String name, String wardName) throws Exception {
        String folder = name + "-" + UUID.randomUUID();
        UUID site = UUID.randomUUID();
        ward.issue(
                by, folder, new PeerName(site, Role.GATEWAY, name, Optional.of(wardName)), Authority.GATEWAY_LIFETIME);
        IdentityDirectory identity = IdentityDirectory.read(directory.resolve(folder));
        IdentityDirectory trusted = IdentityDirectory.read(directory.resolve("left"));
        IdentityDirectory shown =
                new IdentityDirectory(identity.key(), identity.chain(), trusted.anchor(), identity.name());
        try (InMemoryStoreLoop store = new InMemoryStoreLoop(new InMemoryReplicaStore());
                UplinkLoop caller = new UplinkLoop(
                        UplinkConfig.of("right", URI.create("wss://127.0.0.1:" + right.peersPort() + "/sync")),
                        () -> Optional.of(shown.sslContext(InstantSource.system(), Role.GATEWAY, PeerCheck.NONE)),
                        () -> new SyncSession(
                                new SyncIdentity(
                                        Actor.of(site, 1), 1, io.wardkeep.sync.Role.GATEWAY, name, Set.of(WARD)),
                                PeerPolicy.OWN_DOTS_ONLY,
                                Optional.empty(),
                                true),
                        store,
                        new Silent(),
                        InstantSource.system(),
                        () -> System.nanoTime() / 1_000_000,
                        new SecureRandom())) {
            caller.start();
            await(name + " is turned away", () -> !caller.status().lastReason().isEmpty());
            return caller.status().lastReason();
        }
    }

    private static final class Silent implements UplinkObserver {

        @Override
        public void changed(UplinkStatus status) {
            assertThat(status.sinceMillis()).isPositive();
        }

        @Override
        public void ended(SyncEnd end) {
            assertThat(end.detail()).isNotEmpty();
        }

        @Override
        public void hubHolds(UUID hub, SortedMap<StreamId, Holding> held) {
            assertThat(held).isEmpty();
        }
    }
}
