package io.wardkeep.driver.capnostream;

import java.nio.ByteBuffer;

/** What a host may say: a greeting, the start of the stream, a sign of life. */
enum CapnostreamCommand {
    /** Turns the link on; the device says who it is. */
    ENABLE(1),
    /** Starts the curve and the numbers. */
    START(4),
    /** Said every five seconds, or the device complains of a lost link. */
    LINK_IS_ACTIVE(6);

    private static final int START_OF_FRAME = 0x85;
    private static final int LENGTH = 1;

    private final int code;

    CapnostreamCommand(int code) {
        this.code = code;
    }

    ByteBuffer frame() {
        return ByteBuffer.wrap(new byte[] {(byte) START_OF_FRAME, (byte) LENGTH, (byte) code, (byte) (LENGTH ^ code)});
    }
}
