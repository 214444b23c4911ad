package io.wardkeep.authority;

import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Role;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes P-256 keys and signs certificates with them. Each call is independent; chance comes from the given source. */
final class Issuing {

    /** How far back a certificate's time begins, so that a slightly slow clock does not refuse it. */
    private static final Duration BACKDATED = Duration.ofMinutes(5);

    private final SecureRandom random;

    Issuing(SecureRandom random) {
        this.random = random;
    }

    KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    X509Certificate root(KeyPair keys, String name, Instant now, Duration lifetime) throws GeneralSecurityException {
        X500Name subject = new X500Name("CN=" + name + " root");
        return sign(
                subject,
                keys.getPrivate(),
                authority(subject, subject, keys.getPublic(), now, lifetime, 1),
                keys.getPublic());
    }

    X509Certificate issuing(
            X509Certificate root, PrivateKey rootKey, PublicKey key, String name, Instant now, Duration lifetime)
            throws GeneralSecurityException {
        X500Name issuer = new X500Name(root.getSubjectX500Principal().getName());
        X500Name subject = new X500Name("CN=" + name + " issuing");
        return sign(issuer, rootKey, authority(issuer, subject, key, now, lifetime, 0), root.getPublicKey());
    }

    X509Certificate leaf(
            X509Certificate issuer, PrivateKey issuerKey, PublicKey key, PeerName name, Instant now, Duration lifetime)
            throws GeneralSecurityException {
        X500Name issuerName = new X500Name(issuer.getSubjectX500Principal().getName());
        JcaX509v3CertificateBuilder builder =
                builder(issuerName, new X500Name("CN=" + name.name()), key, now, lifetime);
        KeyPurposeId[] purposes = name.role() == Role.HUB
                ? new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}
                : new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth};
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            // Boxes seal files for their hub with its key.
            int usage = name.role() == Role.HUB
                    ? KeyUsage.digitalSignature | KeyUsage.keyAgreement
                    : KeyUsage.digitalSignature;
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
            builder.addExtension(Extension.subjectAlternativeName, false, names(name.uris()));
        } catch (IOException broken) {
            throw new GeneralSecurityException("cannot encode the extensions", broken);
        }
        return sign(issuerName, issuerKey, builder, issuer.getPublicKey());
    }

    static GeneralNames names(List<URI> uris) {
        return new GeneralNames(uris.stream()
                .map(uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri.toString()))
                .toArray(GeneralName[]::new));
    }

    private JcaX509v3CertificateBuilder authority(
            X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration lifetime, int pathLength)
            throws GeneralSecurityException {
        JcaX509v3CertificateBuilder builder = builder(issuer, subject, key, now, lifetime);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return builder;
        } catch (IOException broken) {
            throw new GeneralSecurityException("cannot encode the extensions", broken);
        }
    }

    private JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration lifetime) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, random).add(BigInteger.ONE),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(lifetime)),
                subject,
                key);
    }

    private static X509Certificate sign(
            X500Name issuer, PrivateKey key, JcaX509v3CertificateBuilder builder, PublicKey issuerPublic)
            throws GeneralSecurityException {
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(issuerPublic));
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
            certificate.verify(issuerPublic);
            return certificate;
        } catch (OperatorCreationException | IOException broken) {
            throw new GeneralSecurityException("cannot sign as " + issuer, broken);
        }
    }
}
