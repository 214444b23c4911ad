package io.wardkeep.driver.dri;

/**
 * Cuts a stream into records: {@code 7E stuffed(record sum) 7E}. A flag may end one frame and begin the next, and there
 * may be any number of them between two. The record stays in {@link #bytes()} until the next byte is put.
 */
final class DriFramer {

    /** What the last byte completed. */
    enum Outcome {
        /** Nothing yet. */
        PENDING,
        /** A record whose sum and length are right. */
        RECORD,
        /** A frame with a wrong sum. */
        CHECKSUM,
        /** A frame whose record says another length than it has, or that is too short for a header. */
        LENGTH,
        /** More bytes than any record has; they are given up without waiting for the flag. */
        OVERLONG
    }

    static final int HEADER_BYTES = 40;

    /** More than the longest record of any documented type, 1,490 bytes. */
    private static final int RECORD_BYTES_MAX = 2_048;

    private static final int FLAG = 0x7E;
    private static final int ESCAPE = 0x7D;
    private static final int ESCAPED_BIT = 0x20;

    private final byte[] buffer = new byte[RECORD_BYTES_MAX + 1];
    private int held;
    private boolean escaped;
    /** A frame that was opened in the middle is no error. */
    private boolean opened;

    private int lost;

    Outcome put(int octet) {
        if (octet == FLAG) {
            Outcome outcome = held == 0 || !opened ? Outcome.PENDING : judged();
            lost = held;
            held = 0;
            escaped = false;
            opened = true;
            return outcome;
        }
        if (octet == ESCAPE) {
            escaped = true;
            return Outcome.PENDING;
        }
        if (held == buffer.length) {
            lost = held;
            held = 0;
            escaped = false;
            // What is left of it is passed over until the next flag.
            opened = false;
            return Outcome.OVERLONG;
        }
        buffer[held++] = (byte) (escaped ? octet | ESCAPED_BIT : octet);
        escaped = false;
        return Outcome.PENDING;
    }

    /** The record that {@link Outcome#RECORD} told of, and behind it what is left of older ones. */
    byte[] bytes() {
        return buffer;
    }

    /** How many bytes the frame had that was just completed or given up, the sum among them. */
    int lastLength() {
        return lost;
    }

    private Outcome judged() {
        if (held <= HEADER_BYTES) {
            return Outcome.LENGTH;
        }
        int sum = 0;
        for (int i = 0; i < held - 1; i++) {
            sum += buffer[i];
        }
        if ((sum & 0xFF) != (buffer[held - 1] & 0xFF)) {
            return Outcome.CHECKSUM;
        }
        return LittleEndian.int16(buffer, 0) == held - 1 ? Outcome.RECORD : Outcome.LENGTH;
    }
}
