package io.wardkeep.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Role;
import io.wardkeep.identity.TrustAnchor;
import io.wardkeep.identity.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Enrolment and the verdict on certificates, against a real authority on disk. */
class EnrolmentTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final PeerName BOX = new PeerName(new UUID(1, 2), Role.GATEWAY, "7a-box-1", Optional.of("7A"));

    @TempDir
    private Path directory;

    private final SecureRandom random = new SecureRandom();
    private Authority authority;
    private Enrolment enrolment;

    @BeforeEach
    void makeAuthority() throws Exception {
        authority = Authority.create(directory.resolve("authority"), "Test", NOW, random);
        enrolment = new Enrolment(authority, peer -> false, random);
    }

    @Test
    void aTokenOpensEnrolmentOnce() throws Exception {
        String token = token();
        byte[] request = request(BOX);
        assertThat(enrolment.enrol(request, token, NOW)).isInstanceOf(Enrolment.Outcome.Issued.class);
        assertThat(enrolment.enrol(request, token, NOW)).isInstanceOf(Enrolment.Outcome.Refused.class);
    }

    @Test
    void anExpiredTokenOpensNothing() throws Exception {
        String token = token();
        Instant late = NOW.plus(TokenStore.LIFETIME);
        assertThat(enrolment.enrol(request(BOX), token, late)).isInstanceOf(Enrolment.Outcome.Refused.class);
    }

    @Test
    void aTokenIsBoundToItsNameAndWard() throws Exception {
        PeerName other = new PeerName(new UUID(1, 2), Role.GATEWAY, "7a-box-1", Optional.of("7B"));
        assertThat(enrolment.enrol(request(other), token(), NOW)).isInstanceOf(Enrolment.Outcome.Refused.class);
        PeerName hub = new PeerName(new UUID(1, 2), Role.HUB, "7a-box-1", Optional.empty());
        assertThat(enrolment.enrol(request(hub), token(), NOW)).isInstanceOf(Enrolment.Outcome.Refused.class);
        PeerName named = new PeerName(new UUID(1, 2), Role.GATEWAY, "7a-box-2", Optional.of("7A"));
        assertThat(enrolment.enrol(request(named), token(), NOW)).isInstanceOf(Enrolment.Outcome.Refused.class);
    }

    @Test
    void aTokenIsBoundToItsSiteSoThatNobodyTakesAnotherBoxs() throws Exception {
        PeerName another = new PeerName(new UUID(3, 4), Role.GATEWAY, "7a-box-1", Optional.of("7A"));
        Enrolment.Outcome outcome = enrolment.enrol(request(another), token(), NOW);

        assertThat(outcome).isInstanceOf(Enrolment.Outcome.Refused.class);
        assertThat(((Enrolment.Outcome.Refused) outcome).message()).contains("with site " + new UUID(1, 2));
    }

    @Test
    void aTokenTellsItsSite() throws Exception {
        assertThat(TokenStore.site(token())).contains(BOX.site());
        assertThat(TokenStore.site(token().substring(1))).isEmpty();
        assertThat(TokenStore.site("no token!")).isEmpty();
    }

    @Test
    void noTruncatedOrChangedRequestAsksForAnythingElse() throws Exception {
        byte[] request = request(BOX);
        for (int length = 0; length < request.length; length++) {
            assertThat(EnrolmentRequest.decode(java.util.Arrays.copyOf(request, length)))
                    .isEmpty();
        }
        for (int index = 0; index < request.length; index++) {
            byte[] changed = request.clone();
            changed[index] ^= 0x10;
            Optional<EnrolmentRequest> decoded = EnrolmentRequest.decode(changed);
            assertThat(decoded.isEmpty() || decoded.equals(EnrolmentRequest.decode(request)))
                    .as("byte %d", index)
                    .isTrue();
        }
    }

    @Test
    void noGarbageThrows() throws Exception {
        byte[] request = request(BOX);
        SplittableRandom chance = new SplittableRandom(20_261_120);
        for (int round = 0; round < 5_000; round++) {
            byte[] changed = request.clone();
            for (int change = chance.nextInt(1, 6); change > 0; change--) {
                changed[chance.nextInt(changed.length)] = (byte) chance.nextInt(256);
            }
            Optional<EnrolmentRequest> decoded = EnrolmentRequest.decode(changed);
            assertThat(decoded.isEmpty() || decoded.equals(EnrolmentRequest.decode(request)))
                    .isTrue();
        }
    }

    @Test
    void theIssuedCertificateIsAcceptedUntilItExpires() throws Exception {
        List<X509Certificate> chain = issued(BOX);
        assertThat(judge(chain, NOW))
                .isEqualTo(
                        new Verdict.Accepted(BOX, chain.getFirst().getNotAfter().toInstant()));
        assertThat(reason(judge(chain, NOW.plus(Duration.ofDays(31))))).isEqualTo(Verdict.Reason.EXPIRED);
        assertThat(reason(judge(chain, NOW.minus(Duration.ofDays(1))))).isEqualTo(Verdict.Reason.NOT_YET_VALID);
    }

    @Test
    void foreignAbsentMisnamedAndDeniedAreRefusedWithTheirReason() throws Exception {
        Authority foreign = Authority.create(directory.resolve("foreign"), "Test", NOW, random);
        KeyPair keys = EnrolmentRequest.newKeys(random);
        assertThat(reason(judge(foreign.issue(keys.getPublic(), BOX, NOW, random), NOW)))
                .isEqualTo(Verdict.Reason.FOREIGN);
        assertThat(reason(judge(List.of(), NOW))).isEqualTo(Verdict.Reason.ABSENT);
        assertThat(reason(judge(List.of(authority.issuing()), NOW))).isEqualTo(Verdict.Reason.UNNAMED);
        assertThat(reason(new TrustAnchor(authority.root()).judge(issued(BOX), Role.HUB, NOW, peer -> false)))
                .isEqualTo(Verdict.Reason.UNNAMED);
        assertThat(reason(new TrustAnchor(authority.root()).judge(issued(BOX), Role.GATEWAY, NOW, peer -> true)))
                .isEqualTo(Verdict.Reason.DENIED);
    }

    @Test
    void renewalKeepsTheNameAndComesUpToFourHundredDaysLate() throws Exception {
        List<X509Certificate> chain = issued(BOX);
        Instant ended = chain.getFirst().getNotAfter().toInstant();
        assertThat(enrolment.renew(request(BOX), chain, NOW)).isInstanceOf(Enrolment.Outcome.Issued.class);
        assertThat(enrolment.renew(request(BOX), chain, ended.plus(Duration.ofDays(400))))
                .isInstanceOf(Enrolment.Outcome.Issued.class);
        assertThat(enrolment.renew(request(BOX), chain, ended.plus(Duration.ofDays(401))))
                .isInstanceOf(Enrolment.Outcome.Refused.class);
        PeerName other = new PeerName(new UUID(3, 4), Role.GATEWAY, "7a-box-1", Optional.of("7A"));
        assertThat(enrolment.renew(request(other), chain, NOW)).isInstanceOf(Enrolment.Outcome.Refused.class);
    }

    @Test
    void anAuthorityIsNeverOverwritten() {
        assertThatThrownBy(() -> Authority.create(directory.resolve("authority"), "Again", NOW, random))
                .isInstanceOf(IOException.class);
    }

    private String token() throws IOException {
        return authority.tokens().issue(BOX, NOW, random);
    }

    private byte[] request(PeerName name) throws Exception {
        return EnrolmentRequest.encode(EnrolmentRequest.newKeys(random), name);
    }

    private List<X509Certificate> issued(PeerName name) throws Exception {
        return authority.issue(EnrolmentRequest.newKeys(random).getPublic(), name, NOW, random);
    }

    private Verdict judge(List<X509Certificate> chain, Instant now) {
        return new TrustAnchor(authority.root()).judge(chain, Role.GATEWAY, now, peer -> false);
    }

    private static Verdict.Reason reason(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        return ((Verdict.Refused) verdict).reason();
    }
}
