package io.wardkeep.hub;

import io.wardkeep.authority.Authority;
import io.wardkeep.authority.EnrolmentRequest;
import io.wardkeep.configuration.ConfigException;
import io.wardkeep.hub.access.Account;
import io.wardkeep.hub.access.AccountFile;
import io.wardkeep.hub.access.Role;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Pem;
import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.password.PasswordHash;
import io.wardkeep.provision.ProvisionCommand;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StoreCommand;
import io.wardkeep.sync.StoreResult;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertFacts;
import io.wardkeep.ward.record.AssignmentProposal;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.record.EpisodeKey;
import io.wardkeep.ward.record.Patient;
import io.wardkeep.ward.record.RosterEntry;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real hub with a real PostgreSQL, a gateway's writing put straight into its record, and people with browsers. */
final class HubFixture {

    static final WardId WARD = new WardId("7A");
    static final BedId BED = new BedId("7A-01");
    static final int SPO2 = 150456;
    static final int PERCENT = 262688;
    static final Actor GATEWAY = Actor.of(new UUID(7, 1), 1);
    static final String PASSWORD = "correct horse";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path directory;
    private final SecureRandom random = new SecureRandom();

    HubFixture(Path directory) throws IOException, GeneralSecurityException {
        this.directory = directory;
        Instant now = Instant.now();
        Authority authority = Authority.create(directory.resolve("authority"), "Test", now, random);
        KeyPair keys = EnrolmentRequest.newKeys(random);
        PeerName name = new PeerName(UUID.randomUUID(), io.wardkeep.identity.Role.HUB, "hub", Optional.empty());
        Path identity = Files.createDirectories(directory.resolve("identity"));
        Pem.write(identity.resolve(IdentityDirectory.KEY), keys.getPrivate());
        Pem.write(identity.resolve(IdentityDirectory.ROOT), List.of(authority.root()));
        Pem.write(
                identity.resolve(IdentityDirectory.CERTIFICATE), authority.issue(keys.getPublic(), name, now, random));
        Files.createDirectories(config().state());
    }

    HubConfig config() {
        try {
            return HubConfig.parse("hub.yaml", """
                    hub: {name: hub, zone: UTC}
                    state: {directory: %1$s/state}
                    database: {embedded: true}
                    console: {listen: "127.0.0.1:0"}
                    sync: {listen: "127.0.0.1:0", identity: %1$s/identity}
                    enrolment: {listen: "127.0.0.1:0", authority: %1$s/authority}
                    """.formatted(directory));
        } catch (ConfigException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    Hub start() throws IOException {
        return Hub.start(config(), InstantSource.system(), () -> System.nanoTime() / 1_000_000, random);
    }

    /** Enrols a box of the ward with the command that people use; its exit code. */
    int enrol(Hub hub, String box) throws IOException, GeneralSecurityException {
        Authority authority = Authority.open(directory.resolve("authority"));
        String token = authority
                .tokens()
                .issue(
                        new PeerName(
                                UUID.randomUUID(), io.wardkeep.identity.Role.GATEWAY, box, Optional.of(WARD.name())),
                        Instant.now(),
                        random);
        return ProvisionCommand.commandLine()
                .execute(
                        "enrol",
                        "--hub",
                        "https://127.0.0.1:" + hub.enrolmentPort(),
                        "--root-sha256",
                        Authority.fingerprint(authority.root()),
                        "--token",
                        token,
                        "--name",
                        box,
                        "--ward",
                        WARD.name(),
                        "--out",
                        directory.resolve(box).toString());
    }

    AccountFile accounts() {
        return new AccountFile(config().accounts());
    }

    void person(String user, Role role, String... wards) throws IOException {
        accounts().change(accounts -> {
            accounts.put(
                    user,
                    new Account(
                            user,
                            user.toUpperCase(java.util.Locale.ROOT),
                            role,
                            Set.of(wards),
                            PasswordHash.create(PASSWORD.toCharArray(), random),
                            true));
            return accounts;
        });
    }

    // ---- what a gateway says

    static Delta roster(long seq) {
        ShardId shard = new ShardId(WARD, Family.ROSTER);
        Row row = new RosterEntry(GATEWAY.site(), 1, new DeviceId("ox-01"), BED, "nonin-oem3", "7a-box-1", "adult")
                .row(WARD, new Dot(GATEWAY, seq), VersionVector.EMPTY, HybridTimestamp.of(1, 0));
        return new Delta(
                List.of(row), List.of(), List.of(), Map.of(StreamId.rows(shard, GATEWAY), Ranges.of(seq, seq)));
    }

    /** An admission system says who lies in the bed. */
    static Delta proposed(long seq, String patient) {
        Row row = new AssignmentProposal(
                        BED,
                        new Patient(patient, ""),
                        "4711",
                        true,
                        new Author("ADT A01", AssignmentProposal.ROLE, Author.BED),
                        1,
                        true)
                .row(WARD, new Dot(GATEWAY, seq), VersionVector.EMPTY, HybridTimestamp.of(1, 0));
        return new Delta(List.of(row), List.of(), List.of(), Map.of(row.stream(), Ranges.of(seq, seq)));
    }

    /** One SpO₂ value a second. */
    static Delta observations(long first, long last, long fromMillis) {
        StreamId stream = new StreamId(new ShardId(WARD, Family.OBS), GATEWAY, 1);
        List<Reading> readings = new ArrayList<>();
        for (long seq = first; seq <= last; seq++) {
            readings.add(Observation.of(
                    SPO2, Decimal.of(90 + seq % 10), PERCENT, Validity.VALID, fromMillis + 1000 * (seq - first)));
        }
        return new Delta(
                List.of(),
                List.of(Blocks.of(stream, first, readings)),
                List.of(),
                Map.of(stream, Ranges.of(first, last)));
    }

    static EpisodeKey episode(long seq) {
        return new EpisodeKey(ConditionKey.limit(BED, SPO2, AlertKind.LIMIT_LOW), new EpisodeId(new Dot(GATEWAY, seq)));
    }

    static Delta raised(EpisodeKey key, long epoch, long seq) {
        Row row = AlertFacts.row(
                WARD,
                new Dot(GATEWAY, seq),
                HybridTimestamp.of(seq, 0),
                new AlertFact.Raised(
                        key,
                        epoch,
                        AlertPriority.HIGH,
                        System.currentTimeMillis(),
                        Optional.of(Decimal.of(90)),
                        Optional.of(Decimal.of(82)),
                        PERCENT,
                        false,
                        Optional.empty()));
        return new Delta(List.of(row), List.of(), List.of(), Map.of(row.stream(), Ranges.of(seq, seq)));
    }

    static Delta join(Hub hub, Delta delta) throws Exception {
        CompletableFuture<StoreResult> result = new CompletableFuture<>();
        hub.store().submit(new StoreCommand.Join(delta), result::complete);
        return switch (result.get(20, TimeUnit.SECONDS)) {
            case StoreResult.Joined(Delta fresh) -> fresh;
            case StoreResult other -> throw new IllegalStateException(other.toString());
        };
    }

    // ---- people

    static HttpClient browser() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .build();
    }

    static Answer get(HttpClient browser, Hub hub, String path) throws Exception {
        return send(browser, request(hub, path).GET());
    }

    static Answer send(HttpClient browser, Hub hub, String method, String path, Object body) throws Exception {
        return send(
                browser,
                request(hub, path).method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    static HttpClient loggedIn(Hub hub, String user) throws Exception {
        HttpClient browser = browser();
        Answer answer = send(browser, hub, "POST", "/api/v1/session", Map.of("user", user, "password", PASSWORD));
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        return browser;
    }

    static HttpRequest.Builder request(Hub hub, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.consolePort() + path));
    }

    static Answer send(HttpClient browser, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        String type = response.headers().firstValue("Content-Type").orElse("");
        return new Answer(
                response.statusCode(),
                type,
                type.contains("json") ? JSON.readTree(response.body()) : JSON.nullNode(),
                response);
    }

    record Answer(int status, String type, JsonNode json, HttpResponse<String> response) {}
}
