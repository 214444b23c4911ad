package io.wardkeep.authority;

import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Pem;
import io.wardkeep.identity.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * The certificate authority on disk: {@code root.pem}, {@code root-key.pem} (to be taken offline), {@code issuing.pem},
 * {@code issuing-key.pem} and {@code tokens/}.
 *
 * @param directory where it lives
 * @param root the root certificate, 15 years
 * @param issuing the issuing certificate, 5 years
 * @param issuingKey signs leaves
 */
public record Authority(Path directory, X509Certificate root, X509Certificate issuing, PrivateKey issuingKey) {

    /** Lifetime of a root. */
    public static final Duration ROOT_LIFETIME = Duration.ofDays(15 * 365);

    /** Lifetime of an issuing certificate. */
    public static final Duration ISSUING_LIFETIME = Duration.ofDays(5 * 365);

    /** Lifetime of a gateway's certificate; renewed when a third is left. */
    public static final Duration GATEWAY_LIFETIME = Duration.ofDays(30);

    /** Lifetime of a hub's certificate. */
    public static final Duration HUB_LIFETIME = Duration.ofDays(365);

    private static final String ROOT = "root.pem";
    private static final String ROOT_KEY = "root-key.pem";
    private static final String ISSUING = "issuing.pem";
    private static final String ISSUING_KEY = "issuing-key.pem";

    /**
     * Makes a new authority in an empty or missing directory.
     *
     * @throws IOException also when there is one already: it is never overwritten
     */
    public static Authority create(Path directory, String name, Instant now, SecureRandom random)
            throws IOException, GeneralSecurityException {
        if (Files.exists(directory.resolve(ROOT))) {
            throw new IOException("there is an authority at " + directory + " already; it is not overwritten");
        }
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Issuing issuing = new Issuing(random);
        KeyPair rootKeys = issuing.newKeys();
        KeyPair issuingKeys = issuing.newKeys();
        X509Certificate root = issuing.root(rootKeys, name, now, ROOT_LIFETIME);
        X509Certificate intermediate =
                issuing.issuing(root, rootKeys.getPrivate(), issuingKeys.getPublic(), name, now, ISSUING_LIFETIME);
        Pem.write(directory.resolve(ROOT_KEY), rootKeys.getPrivate());
        Pem.write(directory.resolve(ISSUING_KEY), issuingKeys.getPrivate());
        Pem.write(directory.resolve(ISSUING), List.of(intermediate));
        Pem.write(directory.resolve(ROOT), List.of(root));
        return new Authority(directory, root, intermediate, issuingKeys.getPrivate());
    }

    /** Opens the authority of a directory; its root key need not be there. */
    public static Authority open(Path directory) throws IOException, GeneralSecurityException {
        if (!Files.exists(directory.resolve(ISSUING_KEY))) {
            throw new IOException("no authority at " + directory + ": run wardkeep-provision ca init");
        }
        return new Authority(
                directory,
                Pem.certificates(directory.resolve(ROOT)).getFirst(),
                Pem.certificates(directory.resolve(ISSUING)).getFirst(),
                Pem.privateKey(directory.resolve(ISSUING_KEY)));
    }

    /** Signs a key for a name; the leaf, then the issuing certificate. */
    public List<X509Certificate> issue(PublicKey key, PeerName name, Instant now, SecureRandom random)
            throws GeneralSecurityException {
        Duration lifetime = name.role() == Role.HUB ? HUB_LIFETIME : GATEWAY_LIFETIME;
        return issue(key, name, now, lifetime, random);
    }

    /** Signs a key for a name and a lifetime of the caller's choice. */
    public List<X509Certificate> issue(
            PublicKey key, PeerName name, Instant now, Duration lifetime, SecureRandom random)
            throws GeneralSecurityException {
        return List.of(new Issuing(random).leaf(issuing, issuingKey, key, name, now, lifetime), issuing);
    }

    /** The tokens that open enrolment. */
    public TokenStore tokens() {
        return new TokenStore(directory.resolve("tokens"));
    }

    /** SHA-256 of a root certificate in lower-case hex: what a person compares, or types, at first contact. */
    public static String fingerprint(X509Certificate root) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(root.getEncoded()));
    }
}
