package io.wardkeep.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * A box's identity on disk: {@code key.pem}, {@code certificate.pem} (leaf, then issuing authority) and
 * {@code root.pem}. Read whole at once; read again after a renewal.
 *
 * @param key the box's private key
 * @param chain its certificate and the issuing one
 * @param anchor the root that it trusts
 * @param name what its certificate says
 */
public record IdentityDirectory(PrivateKey key, List<X509Certificate> chain, TrustAnchor anchor, PeerName name) {

    /** File of the private key. */
    public static final String KEY = "key.pem";

    /** File of the certificate chain. */
    public static final String CERTIFICATE = "certificate.pem";

    /** File of the trusted root. */
    public static final String ROOT = "root.pem";

    /**
     * Reads a directory.
     *
     * @throws IdentityException when it is missing, incomplete or not a Wardkeep identity; the message says what to do
     */
    public static IdentityDirectory read(Path directory) throws IdentityException {
        // the certificate is written last: without it an enrolment has not begun or not ended
        if (!Files.exists(directory.resolve(CERTIFICATE))) {
            throw new IdentityException(
                    "no identity at " + directory + ": run wardkeep-provision enrol --out " + directory, null);
        }
        try {
            List<X509Certificate> chain = Pem.certificates(directory.resolve(CERTIFICATE));
            List<X509Certificate> roots = Pem.certificates(directory.resolve(ROOT));
            PrivateKey key = Pem.privateKey(directory.resolve(KEY));
            if (chain.isEmpty() || roots.size() != 1) {
                throw new IdentityException("identity at " + directory + " is incomplete: enrol again", null);
            }
            PeerName name = PeerName.of(chain.getFirst())
                    .orElseThrow(() -> new IdentityException(
                            directory.resolve(CERTIFICATE) + " is not a Wardkeep certificate: enrol again", null));
            if (!belongs(key, chain.getFirst())) {
                throw new IdentityException(
                        "key and certificate at " + directory
                                + " do not belong together, as if a renewal had broken off: enrol again",
                        null);
            }
            // Held once here, so that whoever uses what was read meets no surprise.
            holding(key, chain);
            return new IdentityDirectory(key, chain, new TrustAnchor(roots.getFirst()), name);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new IdentityException(
                    "identity at " + directory + " cannot be read (" + unreadable.getMessage() + "): enrol again",
                    unreadable);
        }
    }

    /** What this box shows in a handshake. */
    public X509KeyManager keyManager() {
        try {
            return holding(key, chain);
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("this Java cannot hold our key", broken);
        }
    }

    private static X509KeyManager holding(PrivateKey key, List<X509Certificate> chain)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("identity", key, new char[0], chain.toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, new char[0]);
        return (X509KeyManager) factory.getKeyManagers()[0];
    }

    /** Does the certificate certify this key? */
    private static boolean belongs(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        byte[] anything = certificate.getSignature();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(anything);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(anything);
        return signature.verify(signed);
    }

    /** Whom a hub lets through a handshake: any chain to our root. The verdict follows by {@link TrustAnchor#judge}. */
    public X509TrustManager trustManager() {
        return new ChainTrust(anchor);
    }

    /**
     * Whom a box without an identity that knows the root lets be its hub: one whose certificate
     * {@link TrustAnchor#judge} accepts as a hub's.
     *
     * @param anchor our root
     * @param clock by which the hub's certificate is judged
     */
    public static X509TrustManager trustingHub(TrustAnchor anchor, InstantSource clock) {
        return new ServerTrust(anchor, Role.HUB, clock, PeerCheck.NONE);
    }

    /**
     * A TLS 1.3 context for the connection to the hub. It shows this box's certificate, and the handshake fails with
     * the reason of the verdict unless the other side is a hub of our authority, with a certificate that is valid now.
     *
     * @param clock by which the hub's certificate is judged
     */
    public SSLContext sslContext(InstantSource clock) {
        return sslContext(clock, Role.HUB, PeerCheck.NONE);
    }

    /**
     * As {@link #sslContext(InstantSource)}, for calling boxes of a role.
     *
     * @param clock by which the other side's certificate is judged
     * @param role what the other side must be
     * @param check what is asked of it beyond that
     */
    public SSLContext sslContext(InstantSource clock, Role role, PeerCheck check) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(
                    new KeyManager[] {keyManager()},
                    new TrustManager[] {new ServerTrust(anchor, role, clock, check)},
                    new SecureRandom());
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this Java cannot speak TLS 1.3", broken);
        }
    }
}
