package io.wardkeep.driver.intellivue;

import java.nio.ByteBuffer;

/**
 * A message in its frame on a serial line: {@code C0 | stuffed(11 01 length message check) | C1}. The frame being heard
 * fills here, octet by octet. Owned by one session.
 */
final class SerialFrame {

    /** What an octet led to. */
    enum Step {
        /** Nothing yet. */
        NONE,
        /** A whole frame that passed its check. */
        MESSAGE,
        /** Octets were given up: {@link #reason()}, {@link #lost()}. */
        LOST
    }

    private static final int BEGIN = 0xC0;
    private static final int END = 0xC1;
    private static final int ESCAPE = 0x7D;
    private static final int FLIPPED = 0x20;

    /** Protocol id and message type of data export. */
    private static final int KIND = 0x1101;

    private static final int HEADER_OCTETS = 4;
    private static final int CHECK_OCTETS = 2;
    private static final int FRAME_OCTETS_MAX = HEADER_OCTETS + Requests.MESSAGE_OCTETS_MAX + CHECK_OCTETS;
    /** So much without a frame is worth telling even if none ever comes. */
    private static final int SKIPPED_MAX = 4_096;

    private final byte[] bytes = new byte[FRAME_OCTETS_MAX];
    private boolean inFrame;
    private boolean escaped;
    private int held;
    private int skipped;
    private boolean overlong;
    /** A line that is opened in the middle of a frame is no error. */
    private boolean everFramed;

    private String reason = "";
    private int lost;

    /** Takes the next octet. */
    Step take(int octet) {
        if (octet == BEGIN) {
            Step step = inFrame && held > 0 ? lose("truncated", held + 1) : loseSkipped();
            begin();
            return step;
        }
        if (!inFrame) {
            skipped++;
            return skipped >= SKIPPED_MAX ? loseAlways() : Step.NONE;
        }
        if (octet == END) {
            inFrame = false;
            return escaped ? lose("aborted", held + 2) : ended();
        }
        if (octet == ESCAPE && !escaped) {
            escaped = true;
            return Step.NONE;
        }
        int plain = escaped ? octet ^ FLIPPED : octet;
        escaped = false;
        if (held == FRAME_OCTETS_MAX) {
            inFrame = false;
            overlong = true;
            skipped = held + 2;
            return Step.NONE;
        }
        bytes[held++] = (byte) plain;
        return Step.NONE;
    }

    /**
     * Takes over, in one go, the octets before the next one that is not simply part of a frame; none outside of one.
     */
    void takeRun(ByteBuffer octets) {
        if (!inFrame || escaped) {
            return;
        }
        int room = Math.min(octets.remaining(), FRAME_OCTETS_MAX - held);
        int from = octets.position();
        int run = 0;
        while (run < room && isPlain(octets.get(from + run))) {
            run++;
        }
        octets.get(bytes, held, run);
        held += run;
    }

    private static boolean isPlain(byte octet) {
        return octet != (byte) BEGIN && octet != (byte) END && octet != ESCAPE;
    }

    /** Where the message of the last {@link Step#MESSAGE} lies; overwritten by the next octet. */
    byte[] bytes() {
        return bytes;
    }

    int messageFrom() {
        return HEADER_OCTETS;
    }

    int messageLength() {
        return held - HEADER_OCTETS - CHECK_OCTETS;
    }

    /** Why octets were given up. */
    String reason() {
        return reason;
    }

    /** How many. */
    int lost() {
        return lost;
    }

    private void begin() {
        inFrame = true;
        escaped = false;
        held = 0;
    }

    private Step ended() {
        int octets = held + 2;
        if (held < HEADER_OCTETS + CHECK_OCTETS || Octets.u16(bytes, 0) != KIND) {
            return lose("header", octets);
        }
        if (Octets.u16(bytes, 2) != messageLength()) {
            return lose("length", octets);
        }
        int told = bytes[held - 2] & 0xFF | (bytes[held - 1] & 0xFF) << 8;
        if (FrameCheck.of(bytes, 0, held - CHECK_OCTETS) != told) {
            return lose("checksum", octets);
        }
        everFramed = true;
        return Step.MESSAGE;
    }

    private Step loseSkipped() {
        if (skipped == 0 || !everFramed && !overlong) {
            skipped = 0;
            return Step.NONE;
        }
        return loseAlways();
    }

    private Step loseAlways() {
        Step step = lose(overlong ? "overlong" : "unsynchronised", skipped);
        skipped = 0;
        overlong = false;
        return step;
    }

    private Step lose(String why, int octets) {
        everFramed = true;
        reason = why;
        lost = octets;
        return Step.LOST;
    }

    /** A message as it goes on the line. */
    static ByteBuffer of(byte[] message) {
        byte[] plain = new byte[HEADER_OCTETS + message.length + CHECK_OCTETS];
        plain[0] = (byte) (KIND >> 8);
        plain[1] = (byte) KIND;
        plain[2] = (byte) (message.length >> 8);
        plain[3] = (byte) message.length;
        System.arraycopy(message, 0, plain, HEADER_OCTETS, message.length);
        int check = FrameCheck.of(plain, 0, plain.length - CHECK_OCTETS);
        plain[plain.length - 2] = (byte) check;
        plain[plain.length - 1] = (byte) (check >> 8);
        ByteBuffer frame = ByteBuffer.allocate(2 * plain.length + 2);
        frame.put((byte) BEGIN);
        for (byte octet : plain) {
            int value = octet & 0xFF;
            if (value == BEGIN || value == END || value == ESCAPE) {
                frame.put((byte) ESCAPE).put((byte) (value ^ FLIPPED));
            } else {
                frame.put(octet);
            }
        }
        return frame.put((byte) END).flip();
    }
}
