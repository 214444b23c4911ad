package io.wardkeep.driver.bcc;

import io.wardkeep.driver.PlainNumber;

/**
 * Cuts a stream into blocks: {@code SOH length STX text ETX|ETB sum EOT}, length and sum of five digits over the text
 * as it was before stuffing. The text stays readable until the next byte is put.
 */
final class BccFramer {

    /** What the last byte completed. */
    enum Outcome {
        /** Nothing yet. */
        PENDING,
        /** A block whose length and sum are right. */
        BLOCK,
        /** A block with a wrong sum. */
        CHECKSUM,
        /** A block that says another length than it has, or is no block inside. */
        LENGTH,
        /** A block that the next one cut short. */
        TRUNCATED,
        /** More bytes than a block of all parameters has. */
        OVERLONG,
        /** Bytes between blocks that are no acknowledgement. */
        UNSYNCHRONISED
    }

    /** Does the device double its D and E? */
    enum Stuffing {
        /** No block could tell yet. */
        UNKNOWN,
        ON,
        OFF
    }

    private static final int SOH = 0x01;
    private static final int STX = 0x02;
    private static final int ETX = 0x03;
    private static final int EOT = 0x04;
    private static final int ACK = 0x06;
    private static final int NAK = 0x15;
    private static final int ETB = 0x17;

    private static final int DIGITS = 5;
    private static final int TEXT_AT = 1 + DIGITS + 1;
    /** SOH, length, STX, an empty text, ETX, sum, EOT. */
    private static final int BLOCK_BYTES_MIN = TEXT_AT + 1 + DIGITS + 1;

    private static final int BLOCK_BYTES_MAX = 8_192;
    private static final int SKIPPED_MAX = 1_024;

    private final byte[] block = new byte[BLOCK_BYTES_MAX];
    private int held;
    private int skipped;
    private int lost;
    private int textEnd;
    private boolean more;
    private Stuffing stuffing = Stuffing.UNKNOWN;
    /** A line that is opened in the middle is no error. */
    private boolean everSynchronised;

    Outcome put(byte octet) {
        if (octet == SOH) {
            return begun();
        }
        if (held == 0) {
            return octet == ACK || octet == NAK ? Outcome.PENDING : skippedOne();
        }
        if (held == BLOCK_BYTES_MAX) {
            lost = held;
            held = 0;
            return Outcome.OVERLONG;
        }
        block[held++] = octet;
        return octet == EOT ? ended() : Outcome.PENDING;
    }

    byte[] bytes() {
        return block;
    }

    int textStart() {
        return TEXT_AT;
    }

    int textEnd() {
        return textEnd;
    }

    /** Do more blocks of the same answer follow? */
    boolean more() {
        return more;
    }

    /** As the last block did that could tell. */
    Stuffing stuffing() {
        return stuffing;
    }

    /** How many bytes were given up by the last outcome that is no block. */
    int lostBytes() {
        return lost;
    }

    private Outcome begun() {
        Outcome outcome = Outcome.PENDING;
        if (held > 0) {
            lost = held;
            outcome = Outcome.TRUNCATED;
        } else if (skipped > 0 && everSynchronised) {
            lost = skipped;
            outcome = Outcome.UNSYNCHRONISED;
        }
        everSynchronised = true;
        skipped = 0;
        block[0] = SOH;
        held = 1;
        return outcome;
    }

    private Outcome skippedOne() {
        skipped++;
        if (skipped < SKIPPED_MAX) {
            return Outcome.PENDING;
        }
        lost = skipped;
        skipped = 0;
        everSynchronised = true;
        return Outcome.UNSYNCHRONISED;
    }

    private Outcome ended() {
        int length = held;
        lost = held;
        held = 0;
        Outcome plain = judged(length);
        if (plain == Outcome.BLOCK) {
            if (hasStuffedLetter(length)) {
                stuffing = Stuffing.OFF;
            }
            return plain;
        }
        int unstuffedLength = unstuff(length);
        if (unstuffedLength == length) {
            return plain;
        }
        Outcome unstuffed = judged(unstuffedLength);
        if (unstuffed == Outcome.BLOCK) {
            stuffing = Stuffing.ON;
        }
        return unstuffed;
    }

    private Outcome judged(int length) {
        if (length < BLOCK_BYTES_MIN || block[1 + DIGITS] != STX) {
            return Outcome.LENGTH;
        }
        int end = length - 1 - DIGITS - 1;
        if ((block[end] != ETX && block[end] != ETB) || PlainNumber.whole(block, 1, 1 + DIGITS) != length) {
            return Outcome.LENGTH;
        }
        int sum = 0;
        for (int i = 0; i <= end; i++) {
            sum += block[i];
        }
        if (PlainNumber.whole(block, end + 1, end + 1 + DIGITS) != (sum & 0xFF)) {
            return Outcome.CHECKSUM;
        }
        textEnd = end;
        more = block[end] == ETB;
        return Outcome.BLOCK;
    }

    private boolean hasStuffedLetter(int length) {
        for (int i = 0; i < length; i++) {
            if (block[i] == 'D' || block[i] == 'd' || block[i] == 'E' || block[i] == 'e') {
                return true;
            }
        }
        return false;
    }

    /** EX is D, EE is E, ex is d, ee is e, once from left to right and in place. Returns the new length. */
    private int unstuff(int length) {
        int out = 0;
        for (int in = 0; in < length; in++) {
            byte octet = block[in];
            if ((octet == 'E' || octet == 'e') && in + 1 < length) {
                byte next = block[in + 1];
                boolean upper = octet == 'E';
                if (next == (upper ? 'X' : 'x')) {
                    octet = (byte) (upper ? 'D' : 'd');
                    in++;
                } else if (next == octet) {
                    in++;
                }
            }
            block[out++] = octet;
        }
        return out;
    }
}
