package io.wardkeep.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.wardkeep.authority.Authority;
import io.wardkeep.authority.EnrolmentRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a box takes for its hub, by real handshakes. */
class HubTrustTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final PeerName HUB = new PeerName(UUID.randomUUID(), Role.HUB, "hub", Optional.empty());
    private static final PeerName OTHER_BOX =
            new PeerName(UUID.randomUUID(), Role.GATEWAY, "7b-box-1", Optional.of("7B"));

    @TempDir
    private Path directory;

    private final SecureRandom random = new SecureRandom();
    private Authority authority;
    private IdentityDirectory box;

    @BeforeEach
    void enrol() throws Exception {
        authority = Authority.create(directory.resolve("authority"), "Test", NOW, random);
        box = issued(
                authority, new PeerName(UUID.randomUUID(), Role.GATEWAY, "7a-box-1", Optional.of("7A")), NOW, "box");
    }

    @Test
    void aHubOfOurAuthorityIsTrusted() throws Exception {
        assertThat(call(issued(authority, HUB, NOW, "hub"), NOW)).isEqualTo(404);
    }

    @Test
    void anotherGatewayCannotPoseAsTheHub() throws Exception {
        IdentityDirectory other = issued(authority, OTHER_BOX, NOW, "other");
        assertThatThrownBy(() -> call(other, NOW))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("UNNAMED")
                .hasMessageContaining("not that of a hub");
    }

    @Test
    void aHubOfAnotherAuthorityIsRefused() throws Exception {
        Authority foreign = Authority.create(directory.resolve("foreign"), "Foreign", NOW, random);
        IdentityDirectory hub = issued(foreign, HUB, NOW, "hub");
        assertThatThrownBy(() -> call(hub, NOW))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("FOREIGN");
    }

    @Test
    void anExpiredHubIsRefusedWithTheReason() throws Exception {
        IdentityDirectory hub = issued(authority, HUB, NOW, "hub");
        assertThatThrownBy(() -> call(hub, NOW.plus(Authority.HUB_LIFETIME).plus(Duration.ofDays(1))))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("certificate of hub expired at");
    }

    @Test
    void aHubFromTheFutureIsRefusedAndBothClocksAreNamed() throws Exception {
        IdentityDirectory hub = issued(authority, HUB, NOW, "hub");
        assertThatThrownBy(() -> call(hub, NOW.minus(Duration.ofDays(1))))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("check both clocks");
    }

    /** Calls a server with this identity, at this time, and returns its answer. */
    private int call(IdentityDirectory server, Instant now) throws Exception {
        SSLContext shown = SSLContext.getInstance("TLSv1.3");
        shown.init(new KeyManager[] {server.keyManager()}, null, random);
        HttpsServer listening = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listening.setHttpsConfigurator(new HttpsConfigurator(shown));
        listening.start();
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(box.sslContext(() -> now)).build()) {
            URI address =
                    URI.create("https://127.0.0.1:" + listening.getAddress().getPort() + "/");
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } finally {
            listening.stop(0);
        }
    }

    private IdentityDirectory issued(Authority by, PeerName name, Instant at, String folder) throws Exception {
        KeyPair keys = EnrolmentRequest.newKeys(random);
        Path identity = Files.createDirectory(directory.resolve(folder));
        Pem.write(identity.resolve(IdentityDirectory.KEY), keys.getPrivate());
        Pem.write(identity.resolve(IdentityDirectory.ROOT), List.of(by.root()));
        Pem.write(identity.resolve(IdentityDirectory.CERTIFICATE), by.issue(keys.getPublic(), name, at, random));
        return IdentityDirectory.read(identity);
    }
}
