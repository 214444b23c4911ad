package io.wardkeep.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.authority.Authority;
import io.wardkeep.authority.EnrolmentRequest;
import io.wardkeep.configuration.ConfigException;
import io.wardkeep.gateway.Gateway;
import io.wardkeep.gateway.GatewayClock;
import io.wardkeep.gateway.GatewayCommand;
import io.wardkeep.gateway.GatewayConfig;
import io.wardkeep.gateway.journal.AcknowledgePolicy;
import io.wardkeep.gateway.journal.CommitPace;
import io.wardkeep.gateway.journal.JournalSnapshot;
import io.wardkeep.hub.Hub;
import io.wardkeep.hub.HubCommand;
import io.wardkeep.hub.HubConfig;
import io.wardkeep.hub.record.PostgresReplicaStore;
import io.wardkeep.hub.record.RunningDatabase;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Pem;
import io.wardkeep.identity.Role;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Holding;
import io.wardkeep.sync.StoreExecutor;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.WardId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import picocli.CommandLine;

/** Whole gateways and a whole hub in this process, with real identities, SQLite, PostgreSQL, MQTT and TLS. */
final class RealWard {

    static final WardId WARD = new WardId("7A");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final SecureRandom random = new SecureRandom();
    private final Authority authority;

    RealWard(Path directory) throws IOException, GeneralSecurityException {
        this.directory = directory;
        authority = Authority.create(directory.resolve("authority"), "Test", Instant.now(), random);
        issue("hub", new PeerName(UUID.randomUUID(), Role.HUB, "hub", Optional.empty()), Authority.HUB_LIFETIME);
        Files.writeString(hubFile(), """
                hub: {name: hub, zone: UTC}
                state: {directory: %1$s/hub-state}
                database: {embedded: true}
                console: {listen: "127.0.0.1:0"}
                sync: {listen: "127.0.0.1:0", identity: %1$s/hub}
                """.formatted(directory));
    }

    /** What a command said, and its exit code. */
    record Said(int exit, String out, String err) {}

    // ---- boxes

    /** Enrols a box and writes its configuration; {@code more} is further YAML. */
    void box(String name, int hubPort, String more) throws IOException, GeneralSecurityException {
        issue(
                name,
                new PeerName(UUID.randomUUID(), Role.GATEWAY, name, Optional.of(WARD.name())),
                Authority.GATEWAY_LIFETIME);
        Files.writeString(gatewayFile(name), """
                gateway: {site: %2$s, ward: 7A}
                state: {directory: %1$s/%2$s-state, retain: 1d, reserve: 0MiB}
                mqtt:
                  listen: 127.0.0.1:0
                  devices: {%2$s-monitor: {bed: %2$s-bed}}
                hub: {url: "wss://127.0.0.1:%3$d/sync", identity: %1$s/%2$s}
                page: {listen: "127.0.0.1:0"}
                %4$s
                """.formatted(directory, name, hubPort, more));
    }

    Gateway start(String box) throws ConfigException {
        return Gateway.start(
                GatewayConfig.read(gatewayFile(box)),
                new GatewayClock(System::nanoTime, System::currentTimeMillis),
                CommitPace.UNBRAKED,
                AcknowledgePolicy.AFTER_COMMIT);
    }

    /** Publishes readings as the box's monitor; when it returns they are durable there. */
    static void publish(Gateway gateway, String box, int count) throws MqttException {
        String device = box + "-monitor";
        try (MqttClient client = new MqttClient(
                "tcp://127.0.0.1:" + gateway.mqttPort().orElseThrow(), device, new MemoryPersistence())) {
            MqttConnectOptions options = new MqttConnectOptions();
            options.setCleanSession(true);
            client.connect(options);
            for (int index = 0; index < count; index++) {
                String reading = "{\"values\":[{\"code\":150456,\"value\":" + (95 + index % 4) + ",\"unit\":\"%\"}]}";
                client.publish(
                        "wardkeep/v1/devices/" + device + "/observations",
                        reading.getBytes(StandardCharsets.UTF_8),
                        1,
                        false);
            }
            client.disconnect();
        }
    }

    /** What a box wrote itself and holds, as its journal on the disk says. */
    SortedMap<StreamId, Holding> written(String box) {
        try (JournalSnapshot snapshot =
                JournalSnapshot.open(directory.resolve(box + "-state"), InstantSource.system())) {
            SortedMap<StreamId, Holding> written = new TreeMap<>(snapshot.held());
            written.keySet()
                    .removeIf(stream ->
                            !stream.actor().site().equals(snapshot.self().site()));
            return written;
        }
    }

    /** What a box holds of a site, as its journal on the disk says. */
    SortedMap<StreamId, Holding> heldAt(String box, UUID site) {
        try (JournalSnapshot snapshot =
                JournalSnapshot.open(directory.resolve(box + "-state"), InstantSource.system())) {
            return of(snapshot.held(), site);
        }
    }

    UUID site(String box) {
        try (JournalSnapshot snapshot =
                JournalSnapshot.open(directory.resolve(box + "-state"), InstantSource.system())) {
            return snapshot.self().site();
        }
    }

    Path gatewayFile(String box) {
        return directory.resolve(box + ".yaml");
    }

    // ---- the hub

    Hub startHub() throws IOException, ConfigException {
        return Hub.start(
                HubConfig.read(hubFile()), InstantSource.system(), () -> System.nanoTime() / 1_000_000, random);
    }

    Path hubFile() {
        return directory.resolve("hub.yaml");
    }

    Path hubCertificate() {
        return directory.resolve("hub").resolve(IdentityDirectory.CERTIFICATE);
    }

    UUID hubSite() throws Exception {
        return IdentityDirectory.read(directory.resolve("hub")).name().site();
    }

    /** What the hub's database holds of a site. */
    SortedMap<StreamId, Holding> heldByHub(UUID site) throws IOException {
        try (PostgresReplicaStore store = record()) {
            return of(StoreExecutor.holdings(store, Set.of(WARD)), site);
        }
    }

    /** Counted in the hub's database: readings, and those that came with two contents. */
    Completeness.Totals countedByHub() throws IOException {
        try (PostgresReplicaStore store = record()) {
            return Completeness.of(store).totals(Family.OBS);
        }
    }

    private PostgresReplicaStore record() throws IOException {
        return new PostgresReplicaStore(
                RunningDatabase.embedded(directory.resolve("hub-state").resolve("postgres"))
                        .orElseThrow());
    }

    // ---- commands

    static Said gatewayCommand(Object... arguments) {
        return say(GatewayCommand.commandLine(), arguments);
    }

    static Said hubCommand(Object... arguments) {
        return say(HubCommand.commandLine(), arguments);
    }

    private static Said say(CommandLine command, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] texts = new String[arguments.length];
        for (int index = 0; index < arguments.length; index++) {
            texts[index] = arguments[index].toString();
        }
        int exit = command.execute(texts);
        return new Said(exit, out.toString(), err.toString());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited too long for: %s", what).isLessThan(until);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    Authority authority() {
        return authority;
    }

    void issue(String folder, PeerName name, Duration lifetime) throws IOException, GeneralSecurityException {
        issue(authority, folder, name, lifetime);
    }

    void issue(Authority by, String folder, PeerName name, Duration lifetime)
            throws IOException, GeneralSecurityException {
        KeyPair keys = EnrolmentRequest.newKeys(random);
        Path identity = Files.createDirectories(directory.resolve(folder));
        Pem.write(identity.resolve(IdentityDirectory.KEY), keys.getPrivate());
        Pem.write(identity.resolve(IdentityDirectory.ROOT), List.of(by.root()));
        Pem.write(
                identity.resolve(IdentityDirectory.CERTIFICATE),
                by.issue(keys.getPublic(), name, Instant.now(), lifetime, random));
    }

    private static SortedMap<StreamId, Holding> of(SortedMap<StreamId, Holding> held, UUID site) {
        SortedMap<StreamId, Holding> some = new TreeMap<>(held);
        some.keySet().removeIf(stream -> !stream.actor().site().equals(site));
        return some;
    }
}
