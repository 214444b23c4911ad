package io.wardkeep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.authority.Authority;
import io.wardkeep.authority.EnrolmentRequest;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.LiveKeyManager;
import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Pem;
import io.wardkeep.identity.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityLoopTest {

    private static final PeerName HUB = new PeerName(new UUID(1, 2), Role.HUB, "hub", Optional.empty());

    @TempDir
    Path directory;

    private final SecureRandom random = new SecureRandom();
    private final Instant now = Instant.now();
    private KeyPair keys;
    private Authority authority;
    private Path identity;

    @BeforeEach
    void enrol() throws Exception {
        keys = EnrolmentRequest.newKeys(random);
        authority = Authority.create(directory.resolve("authority"), "Test", now, random);
        identity = Files.createDirectories(directory.resolve("identity"));
        Pem.write(identity.resolve(IdentityDirectory.KEY), keys.getPrivate());
        Pem.write(identity.resolve(IdentityDirectory.ROOT), List.of(authority.root()));
        issue(HUB);
    }

    @Test
    void aRenewedCertificateIsShownInTheNextHandshake() throws Exception {
        IdentityLoop loop = new IdentityLoop(identity);
        LiveKeyManager shown = new LiveKeyManager(loop::inForce);
        X509Certificate first = shown.getCertificateChain("identity")[0];

        issue(HUB);
        loop.look();

        assertThat(shown.getCertificateChain("identity")[0]).isNotEqualTo(first);
    }

    @Test
    void whatCannotBeReadOrIsAnotherBoxsLeavesTheLastGoodOneInForce() throws Exception {
        IdentityLoop loop = new IdentityLoop(identity);
        IdentityDirectory first = loop.inForce();

        Files.writeString(identity.resolve(IdentityDirectory.CERTIFICATE), "half a cert");
        loop.look();
        assertThat(loop.inForce()).isSameAs(first);

        issue(new PeerName(new UUID(3, 4), Role.HUB, "another", Optional.empty()));
        loop.look();
        assertThat(loop.inForce()).isSameAs(first);
    }

    private void issue(PeerName name) throws Exception {
        Pem.write(
                identity.resolve(IdentityDirectory.CERTIFICATE), authority.issue(keys.getPublic(), name, now, random));
    }
}
