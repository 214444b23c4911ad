package io.wardkeep.driver.hl7;

import io.wardkeep.driver.DriverEvent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts bytes into messages: 0B begins one, also within another, which is then given up; 1C ends it. The CR that follows
 * the end is not waited for.
 */
final class MllpFramer {

    static final int BEGIN = 0x0B;
    static final int END = 0x1C;

    /** Longest message; a central station's largest are a tenth of it. */
    static final int MESSAGE_BYTES_MAX = 1 << 20;

    private static final int BUFFER_BYTES_START = 4_096;
    private static final int BUFFER_BYTES_KEPT = 1 << 16;
    /** Bytes outside messages are told of in such portions. */
    private static final int SKIPPED_MAX = 1 << 16;

    private byte[] buffer = new byte[BUFFER_BYTES_START];
    private int length;
    private int skipped;
    private boolean inside;
    private boolean overlong;

    /**
     * Consumes bytes up to the end of a message; true when {@link #message} is one, to be read before the next call.
     */
    boolean take(ByteBuffer bytes, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            int octet = bytes.get() & 0xFF;
            if (octet == BEGIN) {
                begin(events);
            } else if (!inside) {
                skip(octet, events);
            } else if (octet == END) {
                inside = false;
                return true;
            } else {
                append(octet);
            }
        }
        return false;
    }

    byte[] message() {
        return buffer;
    }

    int length() {
        return length;
    }

    private void begin(Consumer<DriverEvent> events) {
        if (inside) {
            events.accept(new DriverEvent.Malformed("truncated", length));
        } else {
            tellSkipped(overlong ? "overlong" : "unframed", events);
        }
        if (buffer.length > BUFFER_BYTES_KEPT) {
            buffer = new byte[BUFFER_BYTES_START];
        }
        inside = true;
        overlong = false;
        length = 0;
    }

    private void skip(int octet, Consumer<DriverEvent> events) {
        if (octet == '\r' || octet == '\n') {
            return;
        }
        skipped++;
        if (skipped == SKIPPED_MAX && !overlong) {
            tellSkipped("unframed", events);
        } else if (skipped == Integer.MAX_VALUE) {
            tellSkipped("overlong", events);
        }
    }

    private void tellSkipped(String reason, Consumer<DriverEvent> events) {
        if (skipped > 0) {
            events.accept(new DriverEvent.Malformed(reason, skipped));
            skipped = 0;
        }
    }

    private void append(int octet) {
        if (length == MESSAGE_BYTES_MAX) {
            inside = false;
            overlong = true;
            skipped = length;
            return;
        }
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * length, MESSAGE_BYTES_MAX));
        }
        buffer[length++] = (byte) octet;
    }
}
