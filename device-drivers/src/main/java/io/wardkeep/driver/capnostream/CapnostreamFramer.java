package io.wardkeep.driver.capnostream;

/**
 * Cuts a stream into messages: {@code 85 length code payload sum}. Behind the 85h, 80h and 85h are sent as 80h and
 * their lower seven bits, so that 85h is always a beginning. The message stays readable until the next byte is put.
 */
final class CapnostreamFramer {

    /** What the last byte completed. */
    enum Outcome {
        /** Nothing yet. */
        PENDING,
        /** A message whose sum is right. */
        MESSAGE,
        /** A message with a wrong sum. */
        CHECKSUM,
        /** A message that the next one cut short. */
        TRUNCATED,
        /** Bytes between messages. */
        UNSYNCHRONISED
    }

    private static final int START = 0x85;
    private static final int ESCAPE = 0x80;
    private static final int CODE_AT = 1;
    private static final int PAYLOAD_AT = 2;
    private static final int SKIPPED_MAX = 256;

    /** Length, code, at most 254 bytes of payload, sum. */
    private final byte[] message = new byte[257];

    private int held;
    private boolean inside;
    private boolean escaped;
    private int skipped;
    private int lost;
    /** Bytes before the first start are a line that was opened in the middle, and no error. */
    private boolean everStarted;

    Outcome put(int octet) {
        if (octet == START) {
            return started();
        }
        if (!inside) {
            skipped++;
            return skipped == SKIPPED_MAX ? unsynchronised() : Outcome.PENDING;
        }
        if (escaped) {
            return unescaped(octet);
        }
        escaped = octet == ESCAPE;
        return escaped ? Outcome.PENDING : took(octet);
    }

    int code() {
        return message[CODE_AT] & 0xFF;
    }

    int payloadLength() {
        return (message[0] & 0xFF) - 1;
    }

    int payload(int at) {
        return message[PAYLOAD_AT + at] & 0xFF;
    }

    /** Bytes of payload as they are, for texts. */
    byte[] bytes() {
        return message;
    }

    /** Where the payload begins among {@link #bytes()}. */
    int payloadAt() {
        return PAYLOAD_AT;
    }

    /** How many bytes were given up by the last outcome that is no message. */
    int lostBytes() {
        return lost;
    }

    private Outcome started() {
        Outcome outcome = Outcome.PENDING;
        if (inside) {
            lost = 1 + held;
            outcome = Outcome.TRUNCATED;
        } else if (skipped > 0 && everStarted) {
            outcome = unsynchronised();
        }
        skipped = 0;
        inside = true;
        everStarted = true;
        escaped = false;
        held = 0;
        return outcome;
    }

    private Outcome unsynchronised() {
        lost = skipped;
        skipped = 0;
        everStarted = true;
        return Outcome.UNSYNCHRONISED;
    }

    /** Only 80h and 85h are sent so. */
    private Outcome unescaped(int octet) {
        escaped = false;
        if (octet == 0 || octet == (START & ~ESCAPE)) {
            return took(octet | ESCAPE);
        }
        inside = false;
        lost = 1 + held;
        return Outcome.CHECKSUM;
    }

    private Outcome took(int octet) {
        message[held++] = (byte) octet;
        int length = message[0] & 0xFF;
        // Length, then as many bytes as it says, then the sum; a message without a code has no length of zero.
        if (held < length + 2 && length > 0) {
            return Outcome.PENDING;
        }
        inside = false;
        lost = 1 + held;
        int sum = 0;
        for (int i = 0; i < held; i++) {
            sum ^= message[i];
        }
        return length > 0 && (sum & 0xFF) == 0 ? Outcome.MESSAGE : Outcome.CHECKSUM;
    }
}
