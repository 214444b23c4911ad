package io.wardkeep.envelope;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The key of one envelope and the cipher of its chunks. The key is derived from the encapsulated secret and the hash of
 * the header, so that a header with another sender's name gives another key; the nonce is the chunk's number (11 bytes)
 * and whether it is the last (1 byte), so that chunks cannot be moved, dropped or cut off. Of one thread.
 */
final class EnvelopeKey {

    static final String KEM = "DHKEM";
    static final int CHUNK_BYTES = 64 << 10;
    static final int TAG_BYTES = 16;

    private static final byte[] PURPOSE = "wardkeep bundle 1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;

    private final SecretKey key;
    private final byte[] headerHash;
    private final Cipher cipher;
    private long chunk;

    EnvelopeKey(SecretKey secret, byte[] header) throws GeneralSecurityException {
        headerHash = EnvelopeHeader.hash(header);
        byte[] info = Arrays.copyOf(PURPOSE, PURPOSE.length + headerHash.length);
        System.arraycopy(headerHash, 0, info, PURPOSE.length, headerHash.length);
        key = KDF.getInstance("HKDF-SHA256")
                .deriveKey("AES", HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(info, KEY_BYTES));
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
    }

    byte[] seal(byte[] content, int length, boolean last) throws GeneralSecurityException {
        return next(Cipher.ENCRYPT_MODE, content, length, last);
    }

    byte[] open(byte[] sealed, int length, boolean last) throws GeneralSecurityException {
        return next(Cipher.DECRYPT_MODE, sealed, length, last);
    }

    private byte[] next(int mode, byte[] bytes, int length, boolean last) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES)
                .position(3)
                .putLong(chunk++)
                .put((byte) (last ? 1 : 0))
                .array();
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(headerHash);
        return cipher.doFinal(bytes, 0, length);
    }
}
