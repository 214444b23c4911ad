package io.wardkeep.envelope;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * What stands in the clear before the sealed bytes. All integers most significant first: magic {@code WKBUNDLE},
 * version {@code 1} (1 byte), made (8, epoch ms), id (16), SHA-256 of the hub's public key (32), encapsulation (65),
 * number of certificates (1), and of each its length (2) and DER, the sender's own first.
 */
final class EnvelopeHeader {

    static final int HASH_BYTES = 32;

    /** An uncompressed point of P-256. */
    static final int ENCAPSULATION_BYTES = 65;

    private static final long MAGIC = 0x574B_4255_4E44_4C45L;
    private static final int VERSION = 1;
    private static final int CERTIFICATES_MAX = 4;

    private final UUID id;
    private final long madeMillis;
    private final byte[] hubKey;
    private final byte[] encapsulation;
    private final List<X509Certificate> chain;

    /** Takes the arrays over. */
    EnvelopeHeader(UUID id, long madeMillis, byte[] hubKey, byte[] encapsulation, List<X509Certificate> chain) {
        this.id = id;
        this.madeMillis = madeMillis;
        this.hubKey = hubKey;
        this.encapsulation = encapsulation;
        this.chain = List.copyOf(chain);
    }

    /** Drawn for this envelope. */
    UUID id() {
        return id;
    }

    /** By the sender's clock. */
    long madeMillis() {
        return madeMillis;
    }

    /** SHA-256 of the SubjectPublicKeyInfo of the key that it is sealed for. */
    byte[] hubKey() {
        return hubKey;
    }

    /** What the hub derives the key from. */
    byte[] encapsulation() {
        return encapsulation;
    }

    /** The sender's certificate and its issuer's. */
    List<X509Certificate> chain() {
        return chain;
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(MAGIC);
            out.writeByte(VERSION);
            out.writeLong(madeMillis);
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
            out.write(hubKey);
            out.write(encapsulation);
            out.writeByte(chain.size());
            for (X509Certificate certificate : chain) {
                byte[] der = certificate.getEncoded();
                out.writeShort(der.length);
                out.write(der);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array takes every byte", impossible);
        } catch (CertificateException unwritable) {
            throw new IllegalStateException("a certificate that was read has an encoding", unwritable);
        }
        return bytes.toByteArray();
    }

    static EnvelopeHeader read(InputStream from) throws IOException, EnvelopeException {
        DataInputStream in = new DataInputStream(from);
        try {
            if (in.readLong() != MAGIC) {
                throw malformed("is not a bundle");
            }
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw malformed("is a bundle of version " + version + "; this release reads version " + VERSION);
            }
            long made = in.readLong();
            UUID id = new UUID(in.readLong(), in.readLong());
            byte[] hubKey = exactly(in, HASH_BYTES);
            byte[] encapsulation = exactly(in, ENCAPSULATION_BYTES);
            int count = in.readUnsignedByte();
            if (count < 1 || count > CERTIFICATES_MAX) {
                throw malformed("names " + count + " certificates");
            }
            List<X509Certificate> chain = new ArrayList<>();
            for (int left = count; left > 0; left--) {
                chain.add(certificate(exactly(in, in.readUnsignedShort())));
            }
            return new EnvelopeHeader(id, made, hubKey, encapsulation, chain);
        } catch (EOFException cut) {
            throw malformed("is cut off in its header");
        }
    }

    private static byte[] exactly(DataInputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static X509Certificate certificate(byte[] der) throws EnvelopeException {
        try {
            X509Certificate read = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            if (!Arrays.equals(read.getEncoded(), der)) {
                throw malformed("names a certificate with bytes too many");
            }
            return read;
        } catch (CertificateException unreadable) {
            throw malformed("names a certificate that cannot be read");
        }
    }

    static EnvelopeException malformed(String what) {
        return new EnvelopeException(EnvelopeException.Reason.MALFORMED, "the file " + what);
    }

    /** What the sealed key and every chunk are bound to. */
    static byte[] hash(byte[] encoded) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(encoded);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    static byte[] hash(PublicKey key) {
        return hash(key.getEncoded());
    }
}
