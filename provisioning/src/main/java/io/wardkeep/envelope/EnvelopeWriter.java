package io.wardkeep.envelope;

import io.wardkeep.identity.IdentityDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.UUID;
import javax.crypto.KEM;

/**
 * Seals what is written to it, chunk by chunk, and signs it all at the end. What {@link #finish} has not ended is no
 * envelope and will be refused. Of one thread.
 */
public final class EnvelopeWriter extends OutputStream {

    /** ECDSA over P-256 with SHA-256, the two numbers of 32 bytes one after the other. */
    static final String SIGNATURE = "SHA256withECDSAinP1363Format";

    static final int SIGNATURE_BYTES = 64;

    /** The bit of RFC 5280's key usage. */
    private static final int KEY_AGREEMENT = 4;

    private final OutputStream out;
    private final EnvelopeKey key;
    private final Signature signature;
    private final UUID id;
    private final byte[] chunk = new byte[EnvelopeKey.CHUNK_BYTES];
    private int filled;

    private EnvelopeWriter(OutputStream out, EnvelopeKey key, Signature signature, UUID id) {
        this.out = out;
        this.key = key;
        this.signature = signature;
        this.id = id;
    }

    /**
     * Begins an envelope; the header is written at once.
     *
     * @param out where to; not closed
     * @param sender whose it is
     * @param hub the certificate of the hub that may open it; judged by the caller
     * @param madeMillis the sender's clock
     * @param random for key, id and signature
     */
    public static EnvelopeWriter begin(
            OutputStream out, IdentityDirectory sender, X509Certificate hub, long madeMillis, SecureRandom random)
            throws IOException {
        boolean[] usage = hub.getKeyUsage();
        if (usage == null || !usage[KEY_AGREEMENT]) {
            throw new IOException("the hub's certificate is not made for sealing: enrol the hub again");
        }
        try {
            KEM.Encapsulated secret = KEM.getInstance(EnvelopeKey.KEM)
                    .newEncapsulator(hub.getPublicKey(), random)
                    .encapsulate();
            UUID id = new UUID(random.nextLong(), random.nextLong());
            byte[] header = new EnvelopeHeader(
                            id,
                            madeMillis,
                            EnvelopeHeader.hash(hub.getPublicKey()),
                            secret.encapsulation(),
                            sender.chain())
                    .encode();
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initSign(sender.key(), random);
            EnvelopeWriter writer = new EnvelopeWriter(out, new EnvelopeKey(secret.key(), header), signature, id);
            writer.emit(header);
            return writer;
        } catch (GeneralSecurityException broken) {
            throw new IOException("an envelope cannot be sealed for this hub: " + broken.getMessage(), broken);
        }
    }

    /** Its name, to be told to people. */
    public UUID id() {
        return id;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int left = length;
        while (left > 0) {
            if (filled == chunk.length) {
                seal(false);
            }
            int some = Math.min(left, chunk.length - filled);
            System.arraycopy(bytes, at, chunk, filled, some);
            filled += some;
            at += some;
            left -= some;
        }
    }

    /** Seals the last chunk and signs. Once. */
    public void finish() throws IOException {
        seal(true);
        try {
            out.write(signature.sign());
            out.flush();
        } catch (GeneralSecurityException broken) {
            throw new IOException("the envelope cannot be signed", broken);
        }
    }

    private void seal(boolean last) throws IOException {
        try {
            emit(key.seal(chunk, filled, last));
            filled = 0;
        } catch (GeneralSecurityException broken) {
            throw new IOException("a chunk cannot be sealed", broken);
        }
    }

    private void emit(byte[] bytes) throws IOException {
        try {
            signature.update(bytes);
        } catch (GeneralSecurityException broken) {
            throw new IOException("the envelope cannot be signed", broken);
        }
        out.write(bytes);
    }
}
