package io.wardkeep.identity;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Our own root, the only one that is trusted, and the verdict on a peer's chain.
 *
 * @param root the root certificate
 */
public record TrustAnchor(X509Certificate root) {

    /**
     * Judges a peer.
     *
     * @param chain what it presented, its own certificate first; may be empty
     * @param role what it must be
     * @param now the time by which validity is judged
     * @param denied is this peer on the deny list?
     */
    public Verdict judge(List<X509Certificate> chain, Role role, Instant now, Predicate<PeerName> denied) {
        if (chain.isEmpty()) {
            return new Verdict.Refused(Verdict.Reason.ABSENT, "no certificate was presented: enrol this box first");
        }
        X509Certificate leaf = chain.getFirst();
        if (!leadsToRoot(chain)) {
            return new Verdict.Refused(
                    Verdict.Reason.FOREIGN,
                    "certificate " + serial(leaf) + " was not issued by our authority: enrol this box at this hub");
        }
        Optional<PeerName> name = PeerName.of(leaf);
        if (name.isEmpty() || name.get().role() != role) {
            return new Verdict.Refused(
                    Verdict.Reason.UNNAMED,
                    "certificate " + serial(leaf) + " is ours but not that of a "
                            + role.name().toLowerCase(java.util.Locale.ROOT));
        }
        if (now.isAfter(leaf.getNotAfter().toInstant())) {
            return new Verdict.Refused(
                    Verdict.Reason.EXPIRED,
                    "certificate of " + name.get().name() + " expired at "
                            + leaf.getNotAfter().toInstant() + ": run wardkeep-provision renew");
        }
        if (now.isBefore(leaf.getNotBefore().toInstant())) {
            return new Verdict.Refused(
                    Verdict.Reason.NOT_YET_VALID,
                    "certificate of " + name.get().name() + " is valid from "
                            + leaf.getNotBefore().toInstant() + " and it is " + now + " here: check both clocks");
        }
        if (denied.test(name.get())) {
            return new Verdict.Refused(
                    Verdict.Reason.DENIED, name.get().name() + " is on the deny list: ask the hub's administrator");
        }
        return new Verdict.Accepted(name.get(), leaf.getNotAfter().toInstant());
    }

    /**
     * Does the chain lead to our root by signatures and constraints? Judged at a moment within the leaf's own validity,
     * so that an expired certificate of ours is told from a foreign one.
     */
    boolean leadsToRoot(List<X509Certificate> chain) {
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new java.security.cert.TrustAnchor(root, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(
                    Date.from(chain.getFirst().getNotBefore().toInstant().plusSeconds(1)));
            List<X509Certificate> belowRoot = chain.stream()
                    .filter(certificate -> !certificate.equals(root))
                    .toList();
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(belowRoot), parameters);
            return true;
        } catch (CertificateException | java.security.cert.CertPathValidatorException notOurs) {
            return false;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this Java cannot validate certificates", broken);
        }
    }

    private static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16);
    }
}
