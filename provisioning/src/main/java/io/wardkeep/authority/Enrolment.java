package io.wardkeep.authority;

import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Role;
import io.wardkeep.identity.TrustAnchor;
import io.wardkeep.identity.Verdict;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;

/**
 * The server side of enrolment over secure transport (RFC 7030): {@code /cacerts}, {@code /simpleenroll} with a
 * one-time token, {@code /simplereenroll} with the certificate that is to be renewed. Bytes in, bytes out; the caller
 * carries them over HTTP.
 *
 * @param authority signs
 * @param denied who is not renewed
 * @param random for serial numbers
 */
public record Enrolment(Authority authority, Predicate<PeerName> denied, SecureRandom random) {

    /** How late an expired certificate may still ask for renewal; later, a new token is the administrator's consent. */
    public static final Duration RENEWAL_LATE_MAX = Duration.ofDays(400);

    /** What came of a request. */
    public sealed interface Outcome {

        /** Issued: the leaf, the issuing certificate and the root, and whose they are. */
        record Issued(List<X509Certificate> certificates, PeerName name) implements Outcome {}

        /** Not issued; the message says why and what to do. */
        record Refused(String message) implements Outcome {}
    }

    /** The CA certificates, as a certs-only CMS message. */
    public byte[] caCertificates() throws GeneralSecurityException {
        return pkcs7(List.of(authority.issuing(), authority.root()));
    }

    /** First enrolment: the token must be good, and bound to the name and the site that the request asks for. */
    public Outcome enrol(byte[] request, String token, Instant now) throws IOException, GeneralSecurityException {
        Optional<EnrolmentRequest> asked = EnrolmentRequest.decode(request);
        if (asked.isEmpty()) {
            return new Outcome.Refused("the request is not a PKCS#10 request of a Wardkeep box");
        }
        Optional<TokenStore.Grant> grant = authority.tokens().claim(token, now);
        if (grant.isEmpty()) {
            return new Outcome.Refused("the token is unknown, used or older than " + TokenStore.LIFETIME.toMinutes()
                    + " minutes: issue another with wardkeep-provision token issue");
        }
        PeerName name = asked.get().name();
        TokenStore.Grant bound = grant.get();
        if (!bound.admits(name)) {
            return new Outcome.Refused("the token is bound to " + bound.name() + " "
                    + bound.ward().orElse("") + " with site " + bound.site() + ", the request asks for " + name.name()
                    + " " + name.ward().orElse("") + " with site " + name.site() + "; the token is used up");
        }
        return issue(asked.get(), now);
    }

    /**
     * Renewal: the old certificate must be ours, not denied, and not older than the policy; the name must stay the
     * same.
     */
    public Outcome renew(byte[] request, List<X509Certificate> presented, Instant now) throws GeneralSecurityException {
        Optional<EnrolmentRequest> asked = EnrolmentRequest.decode(request);
        if (asked.isEmpty() || presented.isEmpty()) {
            return new Outcome.Refused("renewal needs a PKCS#10 request and the certificate that is to be renewed");
        }
        Instant ended = presented.getFirst().getNotAfter().toInstant();
        if (now.isAfter(ended.plus(RENEWAL_LATE_MAX))) {
            return new Outcome.Refused("the certificate ended at " + ended
                    + ", too long ago to renew by itself: enrol again with a token");
        }
        Instant judgedAt = now.isAfter(ended) ? ended : now;
        Role role = asked.get().name().role();
        Verdict verdict = new TrustAnchor(authority.root()).judge(presented, role, judgedAt, denied);
        return switch (verdict) {
            case Verdict.Refused refused -> new Outcome.Refused(refused.message());
            case Verdict.Accepted accepted ->
                accepted.peer().equals(asked.get().name())
                        ? issue(asked.get(), now)
                        : new Outcome.Refused("renewal keeps the name; for another name enrol with a token");
        };
    }

    private Outcome issue(EnrolmentRequest request, Instant now) throws GeneralSecurityException {
        List<X509Certificate> chain = authority.issue(request.key(), request.name(), now, random);
        List<X509Certificate> all = new ArrayList<>(chain);
        all.add(authority.root());
        return new Outcome.Issued(List.copyOf(all), request.name());
    }

    /** A certs-only CMS message of {@code certificates}: what EST answers with. */
    public static byte[] pkcs7(List<X509Certificate> certificates) throws GeneralSecurityException {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addCertificates(new JcaCertStore(certificates));
            return generator.generate(new CMSAbsentContent()).getEncoded();
        } catch (CMSException | IOException | CertificateEncodingException broken) {
            throw new GeneralSecurityException("cannot encode the certificates", broken);
        }
    }

    /** The certificates of a certs-only CMS message, in its order. */
    public static List<X509Certificate> certificates(byte[] pkcs7) throws GeneralSecurityException {
        try {
            List<X509Certificate> found = new ArrayList<>();
            for (X509CertificateHolder holder :
                    new CMSSignedData(pkcs7).getCertificates().getMatches(null)) {
                found.add(new JcaX509CertificateConverter().getCertificate(holder));
            }
            return found;
        } catch (CMSException broken) {
            throw new GeneralSecurityException("not a certs-only CMS message", broken);
        }
    }
}
