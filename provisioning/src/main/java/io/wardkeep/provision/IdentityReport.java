package io.wardkeep.provision;

import io.wardkeep.authority.Authority;
import io.wardkeep.identity.IdentityDirectory;
import java.io.PrintWriter;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Locale;

/**
 * What an identity says, for people.
 *
 * @param identity the identity
 */
record IdentityReport(IdentityDirectory identity) {

    void print(PrintWriter out) {
        X509Certificate leaf = identity.chain().getFirst();
        out.println("name         " + identity.name().name());
        out.println("role         " + identity.name().role().name().toLowerCase(Locale.ROOT));
        identity.name().ward().ifPresent(ward -> out.println("ward         " + ward));
        out.println("site         " + identity.name().site());
        out.println("valid until  " + leaf.getNotAfter().toInstant());
        out.println("root sha256  " + rootFingerprint());
    }

    private String rootFingerprint() {
        try {
            return Authority.fingerprint(identity.anchor().root());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this Java cannot hash a certificate", broken);
        }
    }
}
