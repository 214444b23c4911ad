package io.wardkeep.authority;

import io.wardkeep.identity.PeerName;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A PKCS#10 request (RFC 2986): a key, the name asked for, and the proof that the asker has the key.
 *
 * @param key the key to be certified
 * @param name the name asked for
 */
public record EnrolmentRequest(PublicKey key, PeerName name) {

    /** Makes a key pair for a request. */
    public static KeyPair newKeys(SecureRandom random) throws GeneralSecurityException {
        return new Issuing(random).newKeys();
    }

    /** The DER of a request for {@code name}, signed with its own key. */
    public static byte[] encode(KeyPair keys, PeerName name) throws GeneralSecurityException {
        try {
            ExtensionsGenerator extensions = new ExtensionsGenerator();
            extensions.addExtension(Extension.subjectAlternativeName, false, Issuing.names(name.uris()));
            return new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=" + name.name()), keys.getPublic())
                    .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded();
        } catch (IOException | OperatorCreationException broken) {
            throw new GeneralSecurityException("cannot make the request", broken);
        }
    }

    /**
     * Reads a request; empty when it is not one, names no box, has a key other than P-256 or is not signed with its own
     * key.
     */
    public static Optional<EnrolmentRequest> decode(byte[] der) {
        try {
            JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(der);
            PublicKey key = request.getPublicKey();
            boolean signed = request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
            if (!signed
                    || !(key instanceof java.security.interfaces.ECPublicKey ec)
                    || ec.getW().getAffineX().bitLength() > 256
                    || ec.getParams().getOrder().bitLength() != 256) {
                return Optional.empty();
            }
            return PeerName.parse(uris(request)).map(name -> new EnrolmentRequest(key, name));
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException
                | RuntimeOperatorException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException notARequest) {
            return Optional.empty();
        }
    }

    private static List<String> uris(JcaPKCS10CertificationRequest request) {
        Extensions extensions = request.getRequestedExtensions();
        if (extensions == null) {
            return List.of();
        }
        GeneralNames names = GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
        return names == null
                ? List.of()
                : Arrays.stream(names.getNames())
                        .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                        .map(name -> name.getName().toString())
                        .toList();
    }
}
