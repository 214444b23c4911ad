package io.wardkeep.hub.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.wardkeep.authority.Authority;
import io.wardkeep.authority.Enrolment;
import io.wardkeep.authority.EnrolmentRequest;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Pem;
import io.wardkeep.identity.Role;
import io.wardkeep.provision.ProvisionCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A box enrols and renews over real TLS, with the command that people use. */
class EnrolmentServerIT {

    @TempDir
    private Path directory;

    private final SecureRandom random = new SecureRandom();
    private final List<String> audit = new CopyOnWriteArrayList<>();
    private final StringWriter err = new StringWriter();
    private Vertx vertx;
    private Authority authority;
    private String hub;

    @BeforeEach
    void start() throws Exception {
        Instant now = Instant.now();
        authority = Authority.create(directory.resolve("authority"), "Test", now, random);
        KeyPair keys = EnrolmentRequest.newKeys(random);
        PeerName name = new PeerName(UUID.randomUUID(), Role.HUB, "hub", Optional.empty());
        Path identity = directory.resolve("hub");
        java.nio.file.Files.createDirectories(identity);
        Pem.write(identity.resolve(IdentityDirectory.KEY), keys.getPrivate());
        Pem.write(identity.resolve(IdentityDirectory.ROOT), List.of(authority.root()));
        Pem.write(
                identity.resolve(IdentityDirectory.CERTIFICATE), authority.issue(keys.getPublic(), name, now, random));
        vertx = Vertx.vertx();
        EnrolmentServer server = new EnrolmentServer(
                vertx,
                IdentityDirectory.read(identity).keyManager(),
                IdentityDirectory.read(identity).trustManager(),
                new Enrolment(authority, peer -> false, random),
                new Notes(audit),
                InstantSource.system());
        int port = server.listen("127.0.0.1", 0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        hub = "https://127.0.0.1:" + port;
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aBoxEnrolsWithATokenAndRenewsWithItsCertificate() throws Exception {
        assertThat(enrol(token(), Authority.fingerprint(authority.root())))
                .as(err.toString())
                .isZero();
        IdentityDirectory first = IdentityDirectory.read(directory.resolve("box"));
        assertThat(run("renew", directory.resolve("box").toString(), "--hub", hub))
                .as(err.toString())
                .isZero();
        IdentityDirectory second = IdentityDirectory.read(directory.resolve("box"));
        assertThat(second.name()).isEqualTo(first.name());
        assertThat(second.chain().getFirst()).isNotEqualTo(first.chain().getFirst());
        assertThat(audit).containsExactly("enrolled 7a-box-1 of 7A", "renewed 7a-box-1 of 7A");
    }

    @Test
    void aUsedTokenIsRefusedWithTheReasonAndAudited() throws Exception {
        String token = token();
        authority.tokens().claim(token, Instant.now());
        assertThat(enrol(token, Authority.fingerprint(authority.root()))).isEqualTo(1);
        assertThat(err.toString()).contains("403").contains("token");
        assertThat(audit).containsExactly("refused 127.0.0.1");
    }

    @Test
    void aHubWithAnotherRootGetsNoToken() throws Exception {
        assertThat(enrol(token(), "00".repeat(32))).isEqualTo(1);
        assertThat(err.toString()).contains("another root");
        assertThat(audit).isEmpty();
    }

    private record Notes(List<String> audit) implements EnrolmentAudit {

        @Override
        public void issued(String what, PeerName box) {
            audit.add(what + " " + box.name() + " of " + box.ward().orElse("no ward"));
        }

        @Override
        public void denied(String what, String who, String reason) {
            audit.add(what + " " + who);
        }
    }

    private String token() throws Exception {
        PeerName box = new PeerName(UUID.randomUUID(), Role.GATEWAY, "7a-box-1", Optional.of("7A"));
        return authority.tokens().issue(box, Instant.now(), random);
    }

    private int enrol(String token, String fingerprint) {
        return run(
                "enrol",
                "--hub",
                hub,
                "--root-sha256",
                fingerprint,
                "--token",
                token,
                "--name",
                "7a-box-1",
                "--ward",
                "7A",
                "--out",
                directory.resolve("box").toString());
    }

    private int run(String... arguments) {
        CommandLine line = ProvisionCommand.commandLine();
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
