package io.wardkeep.provision;

import io.wardkeep.authority.Authority;
import io.wardkeep.identity.IdentityDirectory;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * What an identity says.
 *
 * @param identity the identity
 */
record IdentityReport(IdentityDirectory identity) {

    SequencedMap<String, String> facts() {
        X509Certificate leaf = identity.chain().getFirst();
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        facts.put("name", identity.name().name());
        facts.put("role", identity.name().role().name().toLowerCase(Locale.ROOT));
        identity.name().ward().ifPresent(ward -> facts.put("ward", ward));
        facts.put("site", identity.name().site().toString());
        facts.put("valid until", leaf.getNotAfter().toInstant().toString());
        facts.put("root sha256", rootFingerprint());
        return facts;
    }

    private String rootFingerprint() {
        try {
            return Authority.fingerprint(identity.anchor().root());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this Java cannot hash a certificate", broken);
        }
    }
}
