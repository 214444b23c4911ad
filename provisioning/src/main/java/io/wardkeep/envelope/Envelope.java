package io.wardkeep.envelope;

import io.wardkeep.envelope.EnvelopeException.Reason;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Role;
import io.wardkeep.identity.Verdict;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Predicate;
import javax.crypto.KEM;

/**
 * An envelope whose signature, length and sender have been found good. Its content can be read as often as it is asked
 * for; each reading opens the file again, and a file that has been changed since fails by its chunks.
 */
public final class Envelope {

    private final Path file;
    private final long contentFrom;
    private final long contentUntil;
    private final EnvelopeHeader header;
    private final byte[] encodedHeader;
    private final PeerName sender;
    private final Duration late;
    private final PrivateKey hubKey;

    private Envelope(
            Path file,
            long contentUntil,
            EnvelopeHeader header,
            byte[] encodedHeader,
            PeerName sender,
            Duration late,
            PrivateKey hubKey) {
        this.file = file;
        contentFrom = encodedHeader.length;
        this.contentUntil = contentUntil;
        this.header = header;
        this.encodedHeader = encodedHeader;
        this.sender = sender;
        this.late = late;
        this.hubKey = hubKey;
    }

    /**
     * Verifies an envelope.
     *
     * @param file to be read
     * @param hub whose it should be
     * @param now the time by which the sender's certificate is judged
     * @param denied is this box on the deny list?
     * @param lateMax how long ago the sender's certificate may have ended: a box whose link is gone cannot renew
     * @throws EnvelopeException when it is refused
     */
    public static Envelope open(
            Path file, IdentityDirectory hub, Instant now, Predicate<PeerName> denied, Duration lateMax)
            throws IOException, EnvelopeException {
        long length = Files.size(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            EnvelopeHeader header = EnvelopeHeader.read(in);
            byte[] encoded = header.encode();
            long contentUntil = length - EnvelopeWriter.SIGNATURE_BYTES;
            if (contentUntil < encoded.length + EnvelopeKey.TAG_BYTES) {
                throw EnvelopeHeader.malformed("is cut off");
            }
            if (!Arrays.equals(
                    header.hubKey(), EnvelopeHeader.hash(hub.chain().getFirst().getPublicKey()))) {
                throw new EnvelopeException(
                        Reason.WRONG_HUB,
                        "the bundle is sealed for another hub, or for a key that this hub no longer has: export it"
                                + " again with the certificate of " + hub.name().name());
            }
            Verdict verdict = hub.anchor().judge(header.chain(), Role.GATEWAY, now, denied);
            PeerName sender = sender(header, verdict, hub, now, denied, lateMax);
            requireSignature(in, encoded, contentUntil, header);
            return new Envelope(file, contentUntil, header, encoded, sender, late(header, now), hub.key());
        }
    }

    /** An expired certificate is let through up to a point; nothing else is. */
    private static PeerName sender(
            EnvelopeHeader header,
            Verdict verdict,
            IdentityDirectory hub,
            Instant now,
            Predicate<PeerName> denied,
            Duration lateMax)
            throws EnvelopeException {
        return switch (verdict) {
            case Verdict.Accepted(var peer, var _) -> peer;
            case Verdict.Refused(var reason, String message) ->
                switch (reason) {
                    case ABSENT, FOREIGN, UNNAMED -> throw new EnvelopeException(Reason.FOREIGN, message);
                    case DENIED -> throw new EnvelopeException(Reason.DENIED, message);
                    case NOT_YET_VALID -> throw new EnvelopeException(Reason.EXPIRED, message);
                    case EXPIRED -> {
                        if (late(header, now).compareTo(lateMax) > 0) {
                            throw new EnvelopeException(Reason.EXPIRED, message);
                        }
                        Instant lastGood =
                                header.chain().getFirst().getNotAfter().toInstant();
                        yield sender(
                                header,
                                hub.anchor().judge(header.chain(), Role.GATEWAY, lastGood, denied),
                                hub,
                                lastGood,
                                denied,
                                Duration.ZERO);
                    }
                };
        };
    }

    private static Duration late(EnvelopeHeader header, Instant now) {
        Duration late = Duration.between(header.chain().getFirst().getNotAfter().toInstant(), now);
        return late.isNegative() ? Duration.ZERO : late;
    }

    private static void requireSignature(InputStream in, byte[] encoded, long contentUntil, EnvelopeHeader header)
            throws IOException, EnvelopeException {
        boolean good;
        try {
            Signature signature = Signature.getInstance(EnvelopeWriter.SIGNATURE);
            signature.initVerify(header.chain().getFirst());
            signature.update(encoded);
            byte[] buffer = new byte[EnvelopeKey.CHUNK_BYTES];
            long left = contentUntil - encoded.length;
            while (left > 0) {
                int some = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
                if (some == 0) {
                    throw EnvelopeHeader.malformed("is shorter than it was");
                }
                signature.update(buffer, 0, some);
                left -= some;
            }
            good = signature.verify(in.readNBytes(EnvelopeWriter.SIGNATURE_BYTES));
        } catch (GeneralSecurityException unusable) {
            good = false;
        }
        if (!good) {
            throw new EnvelopeException(
                    Reason.SIGNATURE,
                    "the signature is not that of the certificate in the file: it was changed, cut off or made up");
        }
    }

    /** Its name. */
    public UUID id() {
        return header.id();
    }

    /** When it was made by the sender's clock, epoch milliseconds. */
    public long madeMillis() {
        return header.madeMillis();
    }

    /** Who sealed it, as the certificate says. */
    public PeerName sender() {
        return sender;
    }

    /** How long ago the sender's certificate ended; zero while it is valid. */
    public Duration late() {
        return late;
    }

    /**
     * The content from its beginning. Reading fails with an {@link IOException} caused by an {@link EnvelopeException}
     * where a chunk cannot be opened.
     */
    public InputStream content() throws IOException, EnvelopeException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), EnvelopeKey.CHUNK_BYTES);
        try {
            in.skipNBytes(contentFrom);
            EnvelopeKey key = new EnvelopeKey(
                    KEM.getInstance(EnvelopeKey.KEM).newDecapsulator(hubKey).decapsulate(header.encapsulation()),
                    encodedHeader);
            return new Content(in, key, contentUntil - contentFrom);
        } catch (EOFException cut) {
            in.close();
            throw EnvelopeHeader.malformed("is shorter than it was");
        } catch (GeneralSecurityException unusable) {
            in.close();
            throw new EnvelopeException(Reason.DAMAGED, "the bundle's key cannot be opened", unusable);
        }
    }

    /** Opens chunk after chunk; gives nothing of a chunk that fails. */
    private static final class Content extends InputStream {

        private final InputStream in;
        private final EnvelopeKey key;
        private final byte[] sealed = new byte[EnvelopeKey.CHUNK_BYTES + EnvelopeKey.TAG_BYTES];
        private byte[] open = new byte[0];
        private int position;
        private long left;

        Content(InputStream in, EnvelopeKey key, long length) {
            this.in = in;
            this.key = key;
            left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (position == open.length) {
                if (left == 0) {
                    return -1;
                }
                next();
            }
            int some = Math.min(length, open.length - position);
            System.arraycopy(open, position, into, offset, some);
            position += some;
            return some;
        }

        private void next() throws IOException {
            int size = in.readNBytes(sealed, 0, (int) Math.min(left, sealed.length));
            left -= size;
            try {
                open = key.open(sealed, size, left == 0);
                position = 0;
            } catch (GeneralSecurityException changed) {
                throw new IOException(
                        "a part of the bundle cannot be opened",
                        new EnvelopeException(Reason.DAMAGED, "a part of the bundle cannot be opened", changed));
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
