package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.authority.Authority;
import io.wardkeep.authority.EnrolmentRequest;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Pem;
import io.wardkeep.identity.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ward is told about the box's own identity, on real files. */
class IdentityWatchTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
    private static final PeerName BOX = new PeerName(UUID.randomUUID(), Role.GATEWAY, "7a-box-1", Optional.of("7A"));

    @TempDir
    private Path directory;

    private final SecureRandom random = new SecureRandom();
    private final List<Boolean> told = new ArrayList<>();
    private Instant now = BEGIN;
    private Authority authority;
    private Path identity;
    private IdentityWatch watch;

    @BeforeEach
    void enrol() throws Exception {
        authority = Authority.create(directory.resolve("authority"), "Test", BEGIN, random);
        identity = Files.createDirectory(directory.resolve("identity"));
        write();
        watch = new IdentityWatch(identity, () -> now, told::add);
    }

    @Test
    void aFreshCertificateIsNoTrouble() {
        assertThat(watch.look()).isPresent();
        assertThat(told).containsExactly(false);
    }

    @Test
    void theLastSixthOfACertificatesLifeIsTroubleUntilItIsRenewedOnTheDisk() throws Exception {
        now = BEGIN.plus(Duration.ofDays(24));
        watch.look();
        now = BEGIN.plus(Duration.ofDays(26));
        watch.look();
        now = BEGIN.plus(Duration.ofDays(31));
        watch.look();
        Optional<Instant> before = watch.until();
        write();
        watch.look();
        assertThat(told).containsExactly(false, true, true, false);
        assertThat(watch.until().orElseThrow()).isAfter(before.orElseThrow());
    }

    @Test
    void aKeyWithoutItsCertificateIsTroubleAndTheLastIdentityStaysInForce() throws Exception {
        Optional<IdentityDirectory> first = watch.look();
        Pem.write(
                identity.resolve(IdentityDirectory.KEY),
                EnrolmentRequest.newKeys(random).getPrivate());
        assertThat(watch.look()).isEqualTo(first);
        Files.writeString(identity.resolve(IdentityDirectory.CERTIFICATE), "half a fi", StandardCharsets.UTF_8);
        assertThat(watch.look()).isEqualTo(first);
        write();
        assertThat(watch.look()).isPresent().isNotEqualTo(first);
        assertThat(told).containsExactly(false, true, true, false);
    }

    @Test
    void certificatesThatDoNotHangTogetherAreTroubleAndNoCrash() throws Exception {
        Path certificate = identity.resolve(IdentityDirectory.CERTIFICATE);
        List<X509Certificate> chain = Pem.certificates(certificate);
        Pem.write(certificate, List.of(chain.getFirst(), chain.getFirst()));
        assertThat(watch.look()).isEmpty();
        assertThat(told).containsExactly(true);
    }

    @Test
    void beingTurnedAwayByTheHubIsTroubleUntilItLetsTheBoxIn() {
        watch.look();
        watch.denied(true);
        watch.denied(true);
        watch.look();
        watch.denied(false);
        assertThat(told).containsExactly(false, true, true, false);
    }

    private void write() throws Exception {
        KeyPair keys = EnrolmentRequest.newKeys(random);
        Pem.write(identity.resolve(IdentityDirectory.KEY), keys.getPrivate());
        Pem.write(identity.resolve(IdentityDirectory.ROOT), List.of(authority.root()));
        Pem.write(identity.resolve(IdentityDirectory.CERTIFICATE), authority.issue(keys.getPublic(), BOX, now, random));
    }
}
