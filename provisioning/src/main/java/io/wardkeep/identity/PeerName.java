package io.wardkeep.identity;

import java.net.URI;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What a Wardkeep certificate says about its box, as URIs among its subject alternative names:
 * {@code urn:wardkeep:site:UUID}, {@code urn:wardkeep:role:gateway}, {@code urn:wardkeep:name:7a-box-1},
 * {@code urn:wardkeep:ward:7A} (gateways only).
 *
 * @param site the box's id for its whole life, whatever its certificates and incarnations
 * @param role what it may be
 * @param name what people call it, for example {@code 7a-box-1}
 * @param ward the ward of a gateway; empty for a hub
 */
public record PeerName(UUID site, Role role, String name, Optional<String> ward) {

    private static final String PREFIX = "urn:wardkeep:";
    private static final int SUBJECT_ALTERNATIVE_URI = 6;

    /** Rejects names that could not stand in a URI. */
    public PeerName {
        if (!name.matches("[A-Za-z0-9._-]{1,64}") || !ward.orElse("x").matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "names are 1 to 64 of letters, digits, '.', '_', '-': \"" + name + "\" " + ward);
        }
        if ((role == Role.GATEWAY) != ward.isPresent()) {
            throw new IllegalArgumentException("a gateway has a ward and a hub has none");
        }
    }

    /** The URIs to put into a certificate. */
    public List<URI> uris() {
        URI site = uri("site", this.site.toString());
        URI role = uri("role", this.role.name().toLowerCase(Locale.ROOT));
        URI name = uri("name", this.name);
        return ward.map(ward -> List.of(site, role, name, uri("ward", ward)))
                .orElseGet(() -> List.of(site, role, name));
    }

    /** Reads a certificate; empty when it does not carry a complete name. */
    public static Optional<PeerName> of(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return Optional.empty();
            }
            List<String> uris = names.stream()
                    .filter(name -> name.getFirst().equals(SUBJECT_ALTERNATIVE_URI))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
            return parse(uris);
        } catch (CertificateParsingException unreadable) {
            return Optional.empty();
        }
    }

    /** Reads the URIs of a request or a certificate; empty when they are not one complete name. */
    public static Optional<PeerName> parse(List<String> uris) {
        Optional<String> site = only(uris, "site");
        Optional<Role> role = only(uris, "role").flatMap(PeerName::role);
        Optional<String> name = only(uris, "name");
        if (site.isEmpty() || role.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PeerName(UUID.fromString(site.get()), role.get(), name.get(), only(uris, "ward")));
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }

    private static Optional<Role> role(String text) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    private static Optional<String> only(List<String> uris, String kind) {
        List<String> found = uris.stream()
                .filter(uri -> uri.startsWith(PREFIX + kind + ":"))
                .map(uri -> uri.substring(PREFIX.length() + kind.length() + 1))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static URI uri(String kind, String value) {
        return URI.create(PREFIX + kind + ":" + value);
    }
}
